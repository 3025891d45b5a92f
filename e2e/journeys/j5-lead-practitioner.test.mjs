// J5: the assessment of a family by a lead practitioner whom a school employs. A manager names them, and they see this family
// and no other; what they typed outlives their session; where the worker typed too, both are seen side by side; no child's voice
// is left out in silence; the family's numbers are given with the keys; and a manager signs it off.
import assert from 'node:assert/strict';
import { answer, beginEntry, DESK, inEarlyHelp, inspect, journey, PHONE, problemsOf } from '../support/index.mjs';
import { TODAY } from '../support/day.mjs';

// docs/reference/cast.md: Lottie Brannigan is of a school; Felix Anand works in Early Help North, which Nell Thorsby manages.
const LOTTIE = 'Lottie Brannigan, Pastoral lead at Foxglove Primary School';
const OSEI = '/families/ca570004-0000-4000-8000-000000000003';
const STORY = 'Since the move nobody sleeps before midnight, and mornings are a fight.';

const VOICE = 'What this child thinks and feels';

const main = (page) => page.getByRole('main').innerText();
// A family of its own for each way of making the journey. While she is named for the first, the second does not exist for her.
const CHILDREN = ['Una', 'Gil'].map((first) => ({ first, last: `Oak${letters(6)}`, born: '4 5 2015' }));
let families;

function letters(many) {
    return Array.from({ length: many }, () => 'abcdefghijklmnoprstuvwz'[Math.floor(Math.random() * 23)]).join('');
}

/** What she writes, by the heading of each page. What is said of every person, child or need stands once. */
const PAGES = {
    'About this assessment': { 'What kind of assessment is it?': 'The first one', 'Whom they work for': 'Foxglove Primary School' },
    When: { 'Day the assessment started': '1 12 2026', 'Day it was finished': TODAY },
    'Taking part': { 'Has this person taken part in the assessment?': 'Yes' },
    'What others have found out already': { 'Which other assessments have you used?': ['None'] },
    'What you have explained': {
        'Day you explained how we use information': '1 12 2026',
        'Have you explained when we share without agreement?': 'Yes',
        'Have you explained that they can stop at any time, and how?': 'Yes',
    },
    'Agreeing to support': { 'Has this person agreed to take part?': 'Yes', 'When?': '1 12 2026', 'How?': 'Spoken' },
    'Deciding for themselves': { 'Does this child understand enough to decide for themselves about taking part?': 'No, not yet' },
    'Who we may share with': { 'Who has the family asked us not to share with?': ['Nobody'] },
    Signing: { 'Has this adult signed the agreement?': 'They said yes and did not want to sign' },
    'Who is in the family': { 'What have you gone through with the family?': ['The family tree'] },
    'The family’s story': {},
    'What is going well and what is not': { 'Is there something to work on here?': 'No' },
    'How things are, from 0 to 10': { 'The family’s number': '4', 'Your number': '3' },
    'Seeing this child': { 'Have you seen this child for the assessment?': 'Yes', 'Last time': '22 12 2026', 'Alone?': 'Yes' },
    'What this child thinks and feels': {},
    'What this adult thinks': { 'How do they see what is happening?': 'She is tired and wants mornings without shouting.' },
    'Keeping everyone safe': {
        'Is there domestic abuse, now or in the past?': 'No',
        'What else have you looked at?': ['None of these, and there was no reason to'],
    },
    'What protects the family': {
        'What and who keeps the children safe?': 'Their aunt comes every Sunday.', 'Which level of need is this now?': 'Level 2 – additional',
    },
    'What it is like to be this child': { 'What does all this mean for this child?': 'Too tired to learn before noon.' },
    'What you make of it': {
        'Why is it happening?': 'One room for three.', 'What happens if nothing changes?': 'School will be missed.',
        'What must change?': 'A bed of their own.', 'How will everybody know that it has?': 'Awake at nine.',
    },
    'What happens next': { 'What have you and the family decided?': 'A family plan, with several services', 'First meeting': '8 1 2027' },
    'What the family says about this assessment': {
        'Does the family agree with what is written?': 'With some of it', 'With what not?': 'That there was ever shouting.',
        'Day they were given a copy': TODAY,
    },
};

/** A manager names her on one record, on the page that says who may open it. */
async function name(nell, person, look) {
    const { page, hands, visit } = nell;
    await visit(`${person}/access`);
    const code = page.locator('[data-demo-code]');
    if (await code.count()) {
        await hands.type('Six-digit code', await code.getAttribute('data-demo-code'));
        await hands.pressButton('Confirm');
    }
    await hands.select('Who', LOTTIE);
    await hands.choose('They are in the team around the family, other agencies included: for six months');
    await hands.type('Reason', 'She knows the children best, and the family asked for her.');
    await hands.pressButton('Give access');
    assert.match(await page.locator('body').innerText(), /Access is given[\s\S]*Lottie Brannigan/);
    await look('named', page);
}

/** From her home page to the family and nowhere else. */
async function seesOneFamily({ page, hands, visit }, look, { family, first, last, other }) {
    await visit('/home');
    assert.deepEqual(await page.getByRole('navigation', { name: 'Main' }).getByRole('link').allInnerTexts(), ['Home']);
    await look('home');
    for (const closed of [OSEI, other.family, '/people', '/worklist', '/requests', '/teams/early-help-north']) {
        assert.equal((await page.request.get(closed)).status(), 404, `${closed} should not exist for her`);
    }
    await hands.followLink(`${last} family`);
    assert.equal(new URL(page.url()).pathname, family);
    const there = await main(page);
    for (const who of [`${first} ${last}`, `Grace ${last}`]) assert.ok(there.includes(who), who);
    assert.equal(await page.getByRole('link', { name: 'Step up to children’s social care' }).count(), 0);
    await look('family');
    await hands.followLink('Genogram', { inside: page.getByRole('navigation', { name: 'This family' }) });
    await hands.unfold('The same as a table');
    await look('genogram');
}

/** Nothing is pressed, and the session ends in the middle of a paragraph. */
async function losesHerSession(lottie, look, assessment, { last }) {
    const { page, hands, visit, signIn } = lottie;
    await visit(`${assessment}/pages/story`);
    await hands.type('What has led to now?', STORY);
    await page.getByText(/^Saved at /).waitFor();
    await look('story');
    await page.context().clearCookies();
    await visit(`${assessment}/pages/story`);
    assert.match(page.url(), /sign-in/);
    await signIn('lottie.lead');
    await visit('/home');
    await look('home-again');
    await hands.followLink(`Go on with: assessment of the ${last} family`);
    assert.equal(new URL(page.url()).pathname, assessment);
    await hands.followLink('The family’s story');
    assert.equal(await page.getByLabel('What has led to now?').inputValue(), STORY);
}

/** The worker of the council types on the same page. She sees both and puts them together. */
async function bothWrite(lottie, felix, look, assessment) {
    const { page, hands, visit } = lottie;
    await visit(`${assessment}/pages/story`);
    await felix.visit(`${assessment}/pages/story`);
    await felix.hands.type('What happened before that still matters? (optional)', 'Their father left in spring.');
    await felix.page.getByText(/^Saved at /).waitFor();
    await hands.type('What happened before that still matters? (optional)', 'Una changed school in March.');
    await page.getByText('changed this page at').waitFor();
    await hands.followLink('Look at both');
    const both = await main(page);
    for (const words of ['Their father left in spring.', 'Una changed school in March.', 'Felix Anand', 'Lottie Brannigan']) {
        assert.ok(both.includes(words), words);
    }
    await look('both');
    await hands.choose('Both, put together');
    await hands.type('The answer', 'Their father left in spring; Una changed school in March.');
    await hands.pressButton('Save this choice');
}

/** Every page in the order it is asked, as the button leads from one to the next; but the child's own words are left out. */
async function writesItAll({ page, hands, visit }, look, assessment) {
    await visit(`${assessment}/pages/front`);
    assert.equal(await page.getByLabel('Lead practitioner', { exact: true }).inputValue(), 'Lottie Brannigan', 'nobody types her name');
    assert.equal(await page.getByLabel('Whom they work for').inputValue(), '', 'she does not work for the council');
    for (let step = 0; step < 80 && new URL(page.url()).pathname !== assessment; step += 1) {
        const title = await page.getByRole('heading', { level: 1 }).innerText();
        if (title === 'No sessions yet') {
            await hands.followLink('Continue');
            continue;
        }
        if (title === VOICE) {
            await hands.followLink('All pages');
            await hands.followLink(/What this adult thinks$/);
            continue;
        }
        const problems = page.locator('.govuk-error-summary');
        if (await problems.count()) assert.fail(`${title}: ${await problems.innerText()}`);
        for (const [question, value] of Object.entries(PAGES[title] ?? {})) await answer(hands, question, value);
        if (/need-scores.1$/.test(page.url())) await look('scores');
        await hands.pressButton('Save and continue');
    }
    await look('list');
}

/** What she does not say about a child stands in the way until she says it, or why not yet. */
async function finishes({ page, hands, visit }, look, assessment) {
    await visit(`${assessment}/finish`);
    await hands.pressButton('Finish');
    const problems = await page.locator('.govuk-error-summary').innerText();
    assert.match(problems, new RegExp(VOICE));
    await look('without-voice');
    await hands.followLink(new RegExp(`${VOICE}: Enter what a day is like`));
    await hands.type('What is a day like for this child?', 'Up at six to be first in the bathroom.');
    await hands.pressButton('Save and continue');
    await problemsOf(page);
    await look('voice-errors');
    const wish = page.locator('details').filter({ hasText: 'Instead of an answer to “What would they change?”' });
    await hands.unfold('I cannot answer this yet', { inside: wish });
    await hands.type('Not yet, because …', 'Asked twice, and shrugged. Again after the holidays.', { inside: wish });
    await hands.pressButton('Save and continue');
    await visit(`${assessment}/finish`);
    await look('finish');
    await hands.pressButton('Finish');
    assert.match(await main(page), /Finished .* by Lottie Brannigan/);
    await look('finished');
}

async function signsItOff(nell, look, assessment, { last }) {
    await nell.visit('/worklist');
    await nell.hands.followLink(new RegExp(`^Assessment, ${last} family`));
    assert.equal(new URL(nell.page.url()).pathname, assessment);
    const read = await main(nell.page);
    for (const words of [STORY, 'Their father left in spring; Una changed school in March.', 'That there was ever shouting.', 'Foxglove Primary School']) {
        assert.ok(read.includes(words), words);
    }
    await nell.hands.choose('Sign it off');
    await nell.hands.pressButton('Save');
    assert.match(await main(nell.page), /Signed off/);
    await look('signed-off', nell.page);
}

async function leads({ page, hands, visit, signIn, elsewhere }) {
    families ??= await inEarlyHelp(elsewhere, CHILDREN);
    const mine = families.shift() ?? assert.fail('a family for each way of making the journey');
    const other = families[0] ?? { family: OSEI };
    const look = (state, on = page) => inspect(on, `j5-lead-${state}`);
    const as = async (who) => {
        const one = await elsewhere();
        await one.signIn(who);
        return one;
    };
    const nell = await as('nell.north');
    await name(nell, mine.person, look);

    await signIn('lottie.lead');
    const lottie = { page, hands, visit, signIn };
    await seesOneFamily(lottie, look, { ...mine, other });
    const assessment = await beginEntry(lottie, mine.family, 'Early Help assessment');
    await losesHerSession(lottie, look, assessment, mine);
    await bothWrite(lottie, await as('felix.family'), look, assessment);
    await writesItAll(lottie, look, assessment);
    await finishes(lottie, look, assessment);
    await signsItOff(nell, look, assessment, mine);
    await visit('/home');
    await look('home-after');
}

journey('J5 a lead practitioner of a school assesses with a family', { widths: [PHONE] }, leads);
journey('J5 a lead practitioner of a school assesses with a family', { widths: [DESK], keyboardOnly: true }, leads);
