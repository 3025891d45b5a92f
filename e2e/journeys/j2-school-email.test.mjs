// J2: a duty officer takes an email from a school about Charlie Banks, and a call about children somebody already works with.
import assert from 'node:assert/strict';
import {
    chooseMatch, inspect, isPage, journey, match, openMatching, problemsOf, recordAtDesk, referenceOf, referral,
    screen, TODAY,
} from '../support/index.mjs';

const WORDS = referral(1, `I am the safeguarding lead at a primary school. Yesterday another parent, who lives across the landing,
told us of loud parties at Charlie's home from Saturday afternoon until Sunday night. She saw a man shouting outside the door who
tried to force his way in, and believes he is the mother's boyfriend. She rang the police, but nobody came. She worries about the
child: "no place for a little one". We have not been able to reach his mother since.

Rachel Banks is his mother. Different people collect him, rarely her: a babysitter called Kate and his grandfather, John Banks.
His class teacher has smelt alcohol on the grandfather's breath more than once, and wonders whether a disability makes it hard for
him to look after Charlie.`);

const SCHOOL = {
    'How the request arrived': {
        'How did it arrive?': 'Email',
        'Day it was received': TODAY,
        'Time it was received': '9:42am',
        'Source of the request': 'School',
    },
    'What kind of record this is': {
        'Are you writing down their words?': 'Their words as they said or wrote them',
        'How do they know?': 'Some of each',
        'Is anybody in danger now?': 'No',
    },
    'Who is asking': { 'Who is asking?': 'Someone who works with the family' },
    'Giving their name': { 'Do they want to stay anonymous?': 'We know who they are, but the family must not' },
    'How to reach the person asking': {
        'First name': 'Ann', 'Last name': 'Archer', 'Telephone number': '01632 960 415', 'Email address': 'office@kingfisher.example.org',
    },
    'Their work': {
        'Job title': 'Safeguarding lead', Organisation: 'Kingfisher Primary School', 'Kind of organisation': 'School or college',
    },
    'How they know the family': {
        'How do they know the family?': 'Charlie is a pupil', 'How often do they see the children?': 'Most days',
    },
    'What help is wanted': {
        'What help is wanted?': ['Keeping a child safe from harm'], 'Which level of need do they think this is?': '3: Intensive',
    },
    'About the child': [
        {
            'First name': 'Charley', 'Last name': 'Bankes', 'Has the child been born?': 'Yes', 'Date of birth': '10 7 2012',
            'Is the request about this child?': 'Yes',
        },
        {
            'First name': 'Maisie', 'Last name': 'Banks', 'Has the child been born?': 'Yes',
            'I do not know: Date of birth': true, 'Is the request about this child?': 'No: they are in the family, for information only',
        },
    ],
    'Where the child lives': [
        { 'Where does this child live?': 'At this address', Address: { 'Address line 1': 'Brindle Court', Postcode: 'ZM1 4LT' } },
        { 'Where does this child live?': 'At the same address as the first child' },
    ],
    'Adults in the family': [
        { 'First name': 'Rachel', 'Last name': 'Banks', 'Who are they to the children?': 'Mother or father', 'Do they live with the children?': 'Yes' },
        { 'First name': 'John', 'Last name': 'Banks', 'Who are they to the children?': 'Grandparent' },
    ],
    'Talking with the family': {
        'Have the parents or carers been told about the request?': 'No',
        'Why not?': 'I could not reach them',
    },
    'What they told you': { 'What did they tell you?': WORDS },
    'What it is about': { 'Which of these are part of it?': ['Neglect'] },
};

journey('J2 a school writes about Charlie Banks', {}, async ({ page, hands, signIn, elsewhere }) => {
    const look = (name, on = page) => inspect(on, `j2-${name}`);
    await signIn('dora.duty');
    await look('home');
    await hands.followLink('Write down a new request');
    const seen = new Set();
    const once = async (heading) => {
        if (!seen.has(heading)) await look(`desk-${heading}`);
        seen.add(heading);
    };
    const request = await recordAtDesk(hands, SCHOOL, once);
    const reference = await referenceOf(page);
    await look('request');
    const said = await page.getByRole('main').innerText();
    assert.ok(said.includes(WORDS.split('\n')[0].trim()), 'the words are there as they were written');
    assert.match(said, /do not tell the family who asked/i);
    assert.match(await page.locator('.kith-request__facts').innerText(), /Decide:\s*On time\s*due Tue 29 December 2026/);

    await charlieIsKnown({ page, hands, look, request });
    await urgencyAndChecks({ page, hands, look, request });
    await peopleNeedAReason({ page, hands, look, elsewhere });

    await page.goto(`${request}/screening`);
    await hands.pressButton('Pass to a manager');
    await problemsOf(page);
    await look('screening-errors');
    await screen(hands, request, {
        'Is every child safe right now?': 'Yes, safe for now',
        'What is happening?': 'Loud parties at home, and many people collect Charlie.',
        'So what does it mean for each child?': 'Charlie and Maisie may be cared for by people we do not know.',
        'Now what needs to happen?': 'See both children and speak with Rachel this week.',
        'What do you recommend?': 'Early help',
        'Why do you recommend it?': 'Several needs, no sign of immediate harm.',
    });
    await page.goto('/requests/with-manager');
    assert.equal(await page.getByRole('row').filter({ hasText: reference }).count(), 1, 'it is with a manager');
    await look('with-manager');
});

/** One letter wrong in each name finds Charlie all the same, and then his sister; nothing is typed for it. */
async function charlieIsKnown({ page, hands, look, request }) {
    await openMatching(hands, request, 'Charley Bankes');
    assert.match(await page.getByLabel('Search the people we know').inputValue(), /^Charley Bankes 10\/7\/2012 ZM1 4LT$/);
    await hands.type('Search the people we know', 'Charley Bankes');
    const results = page.locator('#results');
    await results.getByText('Searched for').waitFor();
    const charlie = results.getByRole('listitem').filter({ hasText: 'Charlie Banks' }).first();
    await charlie.waitFor();
    assert.match(await charlie.innerText(), /born 10 July 2012/);
    assert.match(await charlie.innerText(), /Found because: .+/);
    assert.match(await charlie.innerText(), /Family: .*Maisie/);
    await look('match');
    await chooseMatch(hands, /: Charlie Banks/);
    await openMatching(hands, request, 'Maisie Banks');
    const sister = page.getByRole('listitem').filter({ hasText: 'Maisie Banks' });
    assert.match(await sister.first().innerText(), /Family: Charlie \(brother or sister, 14 years\)/, 'found with nothing typed');
    // Whatever else is searched for, she stays on offer as one of the family.
    await hands.type('Search the people we know', 'Zebedee Quux');
    await hands.pressButton('Search');
    assert.equal(await sister.filter({ hasText: 'Brother or sister of Charlie Banks' }).count(), 1, 'the sister should be offered');
    await look('match-sister');
    await chooseMatch(hands, /: Maisie Banks/);
    await match(hands, request, 'Rachel Banks', /: Rachel Banks/);
    await page.goto(request);
    assert.match(await page.locator('.govuk-warning-text.kith-banner').innerText(), /Rachel Banks: /);
    await look('request-with-warning');
    await page.goto(`${request}/people`);
    const known = await page.getByRole('main').innerText();
    assert.match(known, /Other requests[\s\S]*Charlie Banks[\s\S]*(Advice|advice)/, 'what came before is shown');
    await look('people');
}

async function urgencyAndChecks({ page, hands, look, request }) {
    await page.goto(`${request}/urgency`);
    await hands.pressButton('Save');
    assert.equal((await problemsOf(page)).length, 2);
    await look('urgency-errors');
    await hands.choose(/^Amber/);
    await hands.type('Why?', 'Worrying, and nobody is in danger today.');
    await hands.pressButton('Save');
    const facts = await page.locator('.kith-request__facts').innerText();
    assert.match(facts, /Amber[\s\S]*screen: due Fri 25 December 2026/, 'the time left stands there in words');

    for (const agency of ['School or college', 'Housing service or landlord']) {
        await page.goto(`${request}/checks/new`);
        await hands.select('Which service?', agency);
        await hands.type('What do you want to know?', `What do you know of Charlie and Maisie Banks and who looks after them?`);
        await page.getByRole('group', { name: 'What is the lawful basis?' }).getByRole('radio').first().check();
        await hands.choose('They were not asked');
        await hands.pressButton('Write down the check');
        assert.ok((await problemsOf(page)).length >= 1, 'without agreement a reason is needed');
        await look('check-errors');
        const why = page.getByRole('group', { name: /why do you ask all the same/ });
        await why.getByRole('radio').first().check();
        await hands.type('Who authorised it?', 'Maeve Calloway, duty manager');
        await hands.pressButton('Write down the check');
        assert.match(await page.getByRole('main').innerText(), /They were not asked|Not asked/i);
    }
    await look('checks');
    await page.getByRole('link', { name: /^Write down the answer/ }).first().click();
    await look('check-answer');
}

/** Somebody the request does not name: the page opens once a reason is given, and the look is on record. */
async function peopleNeedAReason({ page, hands, look, elsewhere }) {
    const grandfather = '/people/ca570001-0000-4000-8000-000000000013';
    const answered = await page.goto(grandfather);
    if (answered.status() === 403) {
        await isPage(page, 'Why do you need this record?');
        assert.ok(!/Banks/.test(await page.locator('body').innerText()), 'the page says nothing of whose record it is');
        await hands.pressButton('Open record');
        await problemsOf(page);
        await look('reason-errors');
        await hands.choose('A request or call I am dealing with');
        await hands.pressButton('Open record');
    }
    assert.match(await page.locator('.moj-identity-bar__title').innerText(), /John Banks/);
    assert.ok(!/Banks/.test(await page.title()));
    await look('person');
    const priya = await elsewhere();
    await priya.signIn('priya.privacy');
    await priya.page.goto(`${grandfather}/viewed`);
    assert.match(await priya.page.getByRole('main').innerText(), /Dora Dewhurst[\s\S]*request or call I am dealing with/);
    await look('person-viewed', priya.page);
}

const CALL = {
    'How the request arrived': {
        'How did it arrive?': 'Telephone call', 'Day it was received': TODAY, 'Time it was received': '9:50am',
        'Source of the request': 'Health visitor',
    },
    'What kind of record this is': {
        'Are you writing down their words?': 'My summary of what they said', 'How do they know?': 'They saw or heard it',
        'Is anybody in danger now?': 'No',
    },
    'Who is asking': { 'Who is asking?': 'A relative, friend or neighbour' },
    'Giving their name': { 'Do they want to stay anonymous?': 'Yes: they did not give a name' },
    'How they know the family': {},
    'What help is wanted': { 'What help is wanted?': ['Advice'] },
    'About the child': {
        'First name': 'Kofi', 'Last name': 'Osei', 'Has the child been born?': 'Yes', 'Date of birth': '27 6 2014',
        'Is the request about this child?': 'Yes',
    },
    'Where the child lives': { 'Where does this child live?': 'I do not know' },
    'Talking with the family': {
        'Have the parents or carers been told about the request?': 'No', 'Why not?': 'Another reason',
    },
    'What they told you': { 'What did they tell you?': 'The caller heard shouting late on two evenings this week.' },
    'What it is about': { 'Which of these are part of it?': ['Neglect'] },
};

journey('J2 a call about a child somebody works with', {}, async ({ page, hands, signIn, elsewhere }) => {
    const look = (name, on = page) => inspect(on, `j2-open-${name}`);
    await signIn('dora.duty');
    const request = await recordAtDesk(hands, CALL);
    const reference = await referenceOf(page);
    assert.match(await page.getByRole('main').innerText(), /anonymous/i);
    await match(hands, request, 'Kofi Osei', /: Kofi Osei/);
    await page.goto(request);
    assert.match(await page.locator('.kith-open-work').innerText(), /Kofi Osei: early help since .*Felix Anand/);
    await look('request');
    await page.locator('.kith-open-work').getByRole('button', { name: /^Send to Felix Anand/ }).click();
    await page.waitForLoadState();
    assert.match(await page.locator('.kith-banner').first().innerText(), /Sent to Felix Anand/);
    await look('sent');
    await page.goto('/requests');
    assert.equal(await page.getByRole('row').filter({ hasText: reference }).count(), 0, 'it left the inbox');
    await page.goto('/requests/sent');
    assert.equal(await page.getByRole('row').filter({ hasText: reference }).count(), 1);
    await look('list-of-sent');

    const felix = await elsewhere();
    await felix.signIn('felix.family');
    await look('felix-home', felix.page);
    await felix.hands.followLink(`Open request ${reference}`);
    assert.match(await felix.page.getByRole('main').innerText(), /shouting late on two evenings/);
    await look('felix-request', felix.page);
    await felix.page.goto(`${request}/screening`);
    assert.equal(await felix.page.getByRole('button', { name: 'Pass to a manager' }).count(), 0, 'no second referral');
});
