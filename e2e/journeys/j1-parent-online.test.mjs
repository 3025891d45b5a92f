// J1: a parent asks for help online, comes back to the form on another device, and the duty desk has the request.
import assert from 'node:assert/strict';
import { answer, answerPage, DESK, inspect, isPage, journey, problemsOf } from '../support/index.mjs';

// Between 24 December 2026 and the next working day lie two days of Christmas, a Sunday and a bank holiday in lieu.
const REPLY_BY = /We will reply by .*29 December 2026/;
const EMAIL = (who) => `laura.${who}@example.org`;
const TIRED = 'I am on my own with Oliver and the baby comes in May. He has stopped sleeping, and I am so tired that I shout.';
const HELP = 'Somebody to talk to, and ideas for bedtime.';

async function parentAsks(parent) {
    const { page, hands, visit, elsewhere, javaScript, width, look } = parent;
    const email = EMAIL(`smith.${width}${javaScript ? '' : '.plain'}${hands.constructor.name.toLowerCase()}`);

    await visit('/');
    await look('first-page');
    await hands.followLink('Ask for help');
    await isPage(page, 'Ask for support for a child or family');
    assert.match(await page.locator('.govuk-warning-text').innerText(), /ring 999/);
    for (const name of ['Read the privacy notice', 'read it in Easy Read']) {
        const link = page.getByRole('main').getByRole('link', { name, exact: true });
        const notice = await page.request.get(await link.getAttribute('href'));
        assert.equal(notice.status(), 200, `"${name}" should lead somewhere`);
    }
    await look('start');
    await hands.pressButton('Start');

    await hands.pressButton('Save and continue');
    assert.deepEqual(await problemsOf(page), ['Select who you are', 'Select yes if something needs to happen today']);
    await look('who-errors');
    await answer(hands, 'Who are you?', 'A parent or carer');
    await answer(hands, 'Does something need to happen today?', 'No');
    await hands.pressButton('Save and continue');
    await look('your-details');
    await answerPage(hands, 'How to reach you', {
        'First name': 'Laura',
        'Last name': 'Smith',
        'Telephone number': '01632 960 733',
        'Your address': { 'Address line 1': '7 Furlong Row', 'Town or city': 'Marlborough Green', Postcode: 'ZM1 1AB' },
    });
    await look('contact-safely');
    await answerPage(hands, 'Getting in touch safely', { 'How is it safe for us to get in touch?': ['Ring me', 'Send a text'] });
    await look('help');
    await answerPage(hands, 'What would help', { 'What would you like help with?': ['Support for the family'] });

    await wrongDateOfBirth(parent);
    await look('child-home');
    await answerPage(hands, 'Where the child lives', { 'Where does this child live?': 'With me, at the address I have given' });
    await look('child-school');
    await answerPage(hands, 'Nursery, school or college', {
        'Name of the nursery, school or college': 'Kingfisher Primary School',
        'Is missing school a worry?': 'No',
    });
    await look('child-needs');
    await answerPage(hands, 'What this child needs', {
        'Does this child have a disability, a health problem or extra needs at school?': 'No',
    });
    await look('child-background');
    await answerPage(hands, 'More about this child', { Sex: 'Male' });
    await isPage(page, 'You have told us about 1 child');
    await look('children');
    await answer(hands, 'Do you want to add another child?', 'Yes');
    await hands.pressButton('Continue');
    await answerPage(hands, 'About the child', {
        'First name': 'Baby',
        'Last name': 'Smith',
        'Has the child been born?': 'Not yet',
        'Date the baby is due': '9 5 2027',
    });
    await answerPage(hands, 'Where the child lives', { 'Where does this child live?': 'At the same address as the first child' });

    // She stops here, and goes on with her phone.
    await isPage(page, 'What this child needs');
    const left = page.url();
    await hands.pressButton('Save and come back later');
    await isPage(page, 'Save and come back later');
    await look('save');
    await hands.type('Email address', email);
    await hands.pressButton('Save');
    await isPage(page, 'Your form is saved');
    await look('saved');

    const phone = await elsewhere();
    await comeBack(phone, email);
    assert.equal(phone.page.url(), left, 'the form should open where it was left');
    await visit(left);
    await isPage(page, 'Your form is no longer here');
    await look('no-longer-here');

    const there = { ...phone, look: (name) => look(name, phone.page) };
    await finish(there);
    return sendTwice(there);
}

// A date of birth that has not come yet: the error stands at its field, and everything else is kept.
async function wrongDateOfBirth({ page, hands, look }) {
    await isPage(page, 'About the child');
    await look('child');
    await answer(hands, 'First name', 'Oliver');
    await answer(hands, 'Last name', 'Smith');
    await answer(hands, 'Has the child been born?', 'Yes');
    await answer(hands, 'Date of birth', '14 3 2031');
    await hands.pressButton('Save and continue');
    const problems = await problemsOf(page);
    assert.match(problems.join(), /^Date of birth must be today or in the past/);
    await look('child-error');
    const link = page.getByRole('link', { name: problems[0], exact: true });
    await (hands.tabTo ? hands.tabTo(link).then(() => page.keyboard.press('Enter')) : link.click());
    const day = page.getByRole('group', { name: 'Date of birth' }).getByLabel('Day');
    assert.ok(await day.evaluate((field) => field === document.activeElement), 'the link should lead into the field');
    assert.equal(await day.inputValue(), '14');
    assert.equal(await page.getByLabel('First name', { exact: true }).inputValue(), 'Oliver');
    assert.equal(await page.getByLabel('Last name', { exact: true }).inputValue(), 'Smith');
    await answer(hands, 'Date of birth', '14 3 2013');
    await hands.pressButton('Save and continue');
}

async function comeBack({ page, hands, visit }, email) {
    const before = await codesFor(page, email);
    await visit('/');
    await hands.followLink('Return to a request you saved');
    await hands.type('Email address', email);
    await hands.pressButton('Send me a code');
    await isPage(page, 'Enter the code from your email');
    let codes = before;
    for (let wait = 0; wait < 40 && codes.length === before.length; wait += 1) {
        await new Promise((resolve) => { setTimeout(resolve, 250); });
        codes = await codesFor(page, email);
    }
    assert.equal(codes.length, before.length + 1, 'one code should come by email');
    await hands.type('Code', codes[0]);
    await hands.pressButton('Continue');
}

/** The codes sent to this address, the newest first. The outbox is read beside the journey, as on another screen. */
async function codesFor(page, email) {
    const outbox = await page.request.get('/outbox');
    assert.equal(outbox.status(), 200, 'the outbox should open');
    const letters = (await outbox.text()).split('class="govuk-summary-card"').filter((letter) => letter.includes(email));
    return letters.map((letter) => letter.match(/\b\d{6}\b/)?.[0]).filter(Boolean);
}

// The rest of the form, on the second device.
async function finish({ page, hands, look }) {
    await answerPage(hands, 'What this child needs');
    await answerPage(hands, 'More about this child');
    await isPage(page, 'You have told us about 2 children');
    assert.deepEqual(await page.locator('.govuk-summary-list__key').allInnerTexts(), ['Oliver Smith', 'Baby Smith']);
    await answer(hands, 'Do you want to add another child?', 'No');
    await hands.pressButton('Continue');
    await isPage(page, 'You have not told us about any adults');
    await look('adults');
    await answer(hands, 'Do you want to add an adult?', 'No');
    await hands.pressButton('Continue');
    await look('other-people');
    await answerPage(hands, 'Other people who matter');
    await look('child-voice');
    await answerPage(hands, 'What this child thinks');
    await isPage(page, 'Who we may share with');
    await answer(hands, 'Is there anyone you do not want us to share with?', ['Nursery, school or college']);
    await look('sharing');
    await hands.pressButton('Save and continue');
    await look('worries');
    await answerPage(hands, 'What is happening', { 'What is happening at the moment?': TIRED });
    await answerPage(hands, 'What is going well');
    await answerPage(hands, 'What should change', { 'What would you like to be different, and what would help?': HELP });
    await look('safety');
    await answerPage(hands, 'Keeping everyone safe');
    await answer(hands, 'Do you want to add a service?', 'No');
    await hands.pressButton('Continue');
    await look('attachments');
    await answerPage(hands, 'Attach documents');
    await answerPage(hands, 'Before you send it', { 'Please confirm': ['What I have written is true as far as I know'] });

    await isPage(page, 'Check your answers before you send them');
    await look('check');
    await hands.followLink('Change Telephone number (How to reach you)');
    await answerPage(hands, 'How to reach you', { 'Telephone number': '01632 960 734' });
    await isPage(page, 'Check your answers before you send them');
    const answers = await page.getByRole('main').innerText();
    assert.match(answers, /01632 960 ?734/);
    assert.match(answers, /Baby Smith/);
    assert.match(answers, /9 May 2027/);
    assert.ok(answers.includes(TIRED));
}

/** Sends the form, and once more as a second tab would. Returns the reference. */
async function sendTwice({ page, hands, look }) {
    const again = await page.context().newPage();
    await again.goto(page.url());
    await hands.pressButton('Send your request');
    await isPage(page, 'We have your request');
    const panel = page.locator('.govuk-panel__body');
    const reference = (await panel.innerText()).match(/[A-Z0-9]+(-[A-Z0-9]+)+/)[0];
    assert.match(await page.getByRole('main').innerText(), REPLY_BY);
    await look('sent');
    await again.getByRole('button', { name: 'Send your request' }).click();
    await again.waitForURL('**/sent');
    assert.ok((await again.locator('.govuk-panel__body').innerText()).includes(reference), 'sent once only');
    await again.close();

    await hands.followLink('See and print a copy of what you sent');
    await isPage(page, 'What you sent us');
    await page.emulateMedia({ media: 'print' });
    await look('copy');
    const copy = await page.locator('body').innerText();
    assert.ok(copy.includes(reference) && copy.includes(TIRED));
    assert.match(copy, /Nursery, school or college/);
    for (const staff of ['Dewhurst', 'Calloway', 'screen', 'Amber', 'ca57']) {
        assert.ok(!copy.includes(staff), `the family's copy should not say "${staff}"`);
    }
    await page.emulateMedia({ media: 'screen' });
    return reference;
}

// The duty desk has it, with its clock, and sees what the family asked not to share.
async function deskHasIt({ elsewhere, look }, reference) {
    const { page, signIn, visit } = await elsewhere();
    await signIn('dora.duty');
    await visit('/requests');
    const row = page.getByRole('row').filter({ hasText: reference });
    assert.equal(await row.count(), 1, 'the request should be in the inbox once');
    assert.match(await row.innerText(), /Oliver Smith, Baby Smith/);
    assert.match(await row.innerText(), /On time[\s\S]*29 December/);
    await look('inbox', page);
    await visit(await row.getByRole('link').getAttribute('href'));
    assert.match(await page.locator('.kith-objection').innerText(), /Do not tell: Nurseries, schools and colleges/);
    assert.ok((await page.getByRole('main').innerText()).includes(TIRED));
    await look('request', page);
}

const whole = async (given) => {
    const look = (name, page = given.page) => inspect(page, `j1-${name}${given.javaScript ? '' : '-no-script'}`);
    const reference = await parentAsks({ ...given, look });
    await deskHasIt({ ...given, look }, reference);
};

journey('J1 a parent asks for help online', { javaScript: [true, false] }, whole);
journey('J1 a parent asks for help online', { widths: [DESK], keyboardOnly: true }, whole);
