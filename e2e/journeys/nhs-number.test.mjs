// The NHS number of somebody on file: asked of a PDS of invented people, found or not, and put on file by whoever has looked at it.
import assert from 'node:assert/strict';
import { inspect, journey } from '../support/index.mjs';

const main = (page) => page.getByRole('main').innerText();

/** Somebody of the register, on file by what the desk was told. */
async function record({ page, hands, visit }, { first, last, born, sex, postcode }) {
    await visit('/people/new');
    await hands.type('First name', first);
    await hands.type('Last name (optional)', last);
    await hands.choose('On a day we know');
    const group = page.getByRole('group', { name: 'Date of birth', exact: true });
    const [day, month, year] = born.split(' ');
    for (const [part, text] of Object.entries({ Day: day, Month: month, Year: year })) await hands.type(part, text, { inside: group });
    await hands.type('Postcode (optional)', postcode);
    await hands.pressButton('Record person');
    // Somebody of the same name, from an earlier run.
    if (/\/people\/new$/.test(page.url())) {
        await hands.tick('No, this is somebody else');
        await hands.pressButton('Record person');
    }
    const person = new URL(page.url()).pathname;
    await visit(`${person}/profile`);
    await hands.select('Sex, as returns ask for it', sex);
    await hands.pressButton('Save');
    return person;
}

async function ask({ hands }, why) {
    await hands.type('Why do you need the NHS number?', why);
    await hands.pressButton('Ask the NHS');
}

journey('Look for an NHS number', { keyboardOnly: true }, async (me) => {
    const { page, hands, signIn, visit, width } = me;
    await signIn('dora.duty');

    // Found: a spelling and a postcode that the NHS has too.
    const robin = await record(me, { first: 'Robin', last: 'Quill', born: '3 6 2015', sex: 'Female', postcode: 'ZM14 1XX' });
    await visit(`${robin}/details`);
    await hands.followLink('Look for the NHS number');
    assert.match(await main(page), /No NHS number is on file[\s\S]*Each question is put on this record before it is sent/);
    await inspect(page, `nhs-number-${width}`);
    await hands.pressButton('Ask the NHS');
    assert.match(await main(page), /There is a problem[\s\S]*Enter why you need the NHS number/);
    await inspect(page, `nhs-number-errors-${width}`);
    await ask(me, 'To ask her practice about the referral.');
    assert.match(await main(page), /One person was found\. 999 012 3004/);
    assert.match(await main(page), /No NHS number is on file/, 'nothing changes by itself');
    await inspect(page, `nhs-number-found-${width}`);
    await hands.pressButton('Yes, put this number on file');
    assert.match(await main(page), /On file: 999 012 3004 \(Verified\)/);
    assert.match(await main(page), /Put on file by Dora/);
    await inspect(page, `nhs-number-on-file-${width}`);
    await visit(`${robin}/details`);
    assert.match(await main(page), /999 012 3004/);

    // Found, and perhaps somebody else: said no to.
    const ama = await record(me, { first: 'Ama', last: 'Osei', born: '17 11 2018', sex: 'Female', postcode: 'ZM4 5RW' });
    await visit(`${ama}/nhs-number`);
    await ask(me, 'To ask the health visitor.');
    assert.match(await main(page), /may be somebody else: look closely\. 999 012 4051, \d\d of 100 alike/);
    await inspect(page, `nhs-number-perhaps-${width}`);
    await hands.pressButton('No, change nothing');
    assert.match(await main(page), /No NHS number is on file[\s\S]*Not them, said by Dora/);
    await inspect(page, `nhs-number-not-them-${width}`);

    // Nobody.
    const nobody = await record(me, { first: 'Nobody', last: 'Here', born: '1 1 2016', sex: 'Male', postcode: 'ZM1 1AA' });
    await visit(`${nobody}/nhs-number`);
    await ask(me, 'To ask his practice.');
    assert.match(await main(page), /Nobody was found/);
    assert.equal(await page.getByRole('button', { name: 'Yes, put this number on file' }).count(), 0);
    await inspect(page, `nhs-number-nobody-${width}`);

    // What is on file is a number that the NHS has replaced.
    const theo = await record(me, { first: 'Theo', last: 'Marlowe', born: '27 3 2010', sex: 'Male', postcode: 'ZM14 1XY' });
    await visit(`${theo}/identifiers/new`);
    await hands.choose('NHS number');
    await hands.type('Number', '999 012 3632');
    await hands.choose('Stated: somebody told us');
    await hands.choose('The person or their family');
    await hands.pressButton('Save number');
    await visit(`${theo}/nhs-number`);
    assert.match(await main(page), /On file: 999 012 3632 \(Stated\)/);
    await ask(me, 'His school says that the number is not known there.');
    assert.match(await main(page), /One person was found\. 999 012 3497/);
    await inspect(page, `nhs-number-replaced-${width}`);
    await hands.pressButton('Yes, put this number on file');
    assert.match(await main(page), /On file: 999 012 3497 \(Verified\)/);
    assert.doesNotMatch(await main(page), /On file: 999 012 3632/);
    await inspect(page, `nhs-number-replaced-on-file-${width}`);
});
