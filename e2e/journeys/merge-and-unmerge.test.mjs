// Merge and unmerge: two records are one person, found and read as one; something is written and recorded meanwhile; they are two
// people after all, and of each somebody says whose it is. Then a note that was written about the wrong one.
import assert from 'node:assert/strict';
import { TODAY } from '../support/day.mjs';
import { beginEntry, fillEntry, finishEntry, inEarlyHelp } from '../support/casework.mjs';
import { inspect, journey } from '../support/index.mjs';

// docs/reference/cast.md: Chloe Barrow's baby, due in 95 days.
const BABY = '/people/ca570001-0000-4000-8000-000000000061';

const main = (page) => page.getByRole('main').innerText();

/** An address for somebody, so that the two look like twins. */
async function livesAt({ visit, hands }, person) {
    await visit(`${person}/address/new`);
    await hands.choose('Home');
    await hands.choose('No');
    await hands.type('Address line 1', '3 Mill Lane');
    await hands.pressButton('Save address');
}

/** A finished case note about a child. */
async function note(me, { family, first, last }, words) {
    const entry = await beginEntry(me, family, 'Case note');
    await fillEntry(me, entry, {
        what: { note_kind: 'Telephone call', happened_on: TODAY, happened_at: '9:30am' },
        about: { about: `${first} ${last}`, source: 'Another service told me' },
        note: { note_title: words, happened: `${words}, the school said.` },
        chronology: { significant: 'No', add_to_chronology: 'No' },
    });
    await finishEntry(me, entry);
    return entry;
}

async function reference(me, person) {
    await me.visit(person);
    return (await me.page.locator('.kith-identity').innerText()).match(/P-[0-9A-Z]{4}-[0-9A-Z]{4}/)[0];
}

journey('Merge and unmerge', { keyboardOnly: true }, async (me) => {
    const { page, hands, signIn, visit, elsewhere, width } = me;
    // Two whom nobody knew, of names that no earlier run has used.
    const unlike = [...String(Date.now()).slice(-6)].map((digit) => 'abcdefghij'[digit]).join('');
    const [one, other] = await inEarlyHelp(elsewhere, [
        { first: 'Mabel', last: `Wren${unlike}`, born: '4 5 2016' },
        { first: 'Maybelle', last: `Wrenn${unlike}`, born: '4 5 2016' },
    ]);
    await signIn('felix.family');
    for (const { person } of [one, other]) await livesAt(me, person);
    const [here, there] = [await reference(me, one.person), await reference(me, other.person)];

    // Compared first: these could be twins.
    await visit(`${one.person}/details`);
    await hands.followLink('Link a record of the same person');
    await hands.type('Reference of the other record', there);
    await hands.pressButton('Compare the two records');
    assert.match(await main(page), /these could be twins/);
    await inspect(page, `same-person-compare-${width}`);
    await hands.pressButton('They are one person');
    assert.match(await main(page), /There is a problem[\s\S]*Enter how you know[\s\S]*not twins/);
    await inspect(page, 'same-person-compare-errors');
    await hands.type('How do you know that they are the same person?', 'The health visitor knows one girl, spelt in two ways.');
    await hands.tick('I have checked with somebody who knows them: they are not twins');
    await hands.pressButton('They are one person');

    // One person from now on.
    assert.match(await main(page), new RegExp(`Two records, one person:\\s+${here} \\(you are here\\) and ${there}`));
    const bar = await page.locator('.kith-identity').innerText();
    for (const words of [`Mabel ${one.last}`, `Also on file as Maybelle ${other.last}`, here, there]) assert.ok(bar.includes(words), words);
    await inspect(page, `one-person-${width}`);
    const mine = await note(me, one, 'Came to breakfast club');
    const theirs = await note(me, one, 'Lost her reading book');
    await visit(`${one.person}/warning-notes/new`);
    await inspect(page, `one-person-warning-${width}`);
    await visit(`${other.person}/history`);
    assert.equal(await page.locator(`a[href="${mine}"]`).count(), 1, 'read on either record');
    await inspect(page, `one-person-history-${width}`);
    await visit(`${other.person}/details`);
    assert.match(await main(page), new RegExp(`Recorded on ${here}`));
    await inspect(page, `one-person-details-${width}`);
    await visit(`${other.person}/family`);
    await inspect(page, `one-person-family-${width}`);
    await visit('/people');
    await hands.type('Search', `Maybelle ${other.last}`);
    await hands.pressButton('Search');
    assert.match(await main(page), new RegExp(`${here}, one person with ${there}`));
    await inspect(page, `one-person-search-${width}`);

    // Another record is shown first, and the link stays as it is.
    await visit(`${one.person}/details`);
    await hands.followLink('Change which record is shown first');
    await inspect(page, `shown-first-${width}`);
    await hands.pressButton('Show this record first');
    assert.match(await main(page), /There is a problem[\s\S]*Select which record[\s\S]*Enter why/);
    await inspect(page, 'shown-first-errors');
    await hands.select('Show first', `Maybelle ${other.last}, ${there}`);
    await hands.type('Why this one?', 'Her birth certificate has this spelling.');
    await hands.pressButton('Show this record first');
    assert.match(await main(page), new RegExp(`${there} since .*, said Felix Anand: Her birth certificate`));
    assert.match(await page.locator('.kith-identity').innerText(), new RegExp(`^Maybelle ${other.last}`));
    await inspect(page, `shown-first-details-${width}`);

    // What is recorded meanwhile: a name, and a home in the place of another.
    await visit(`${one.person}/name/new`);
    await hands.choose('Alias, or another spelling');
    await hands.type('First name', 'Poppy');
    await hands.pressButton('Save name');
    await visit(`${one.person}/details`);
    await hands.followLink('Change this Home address');
    await hands.type('Address line 1', '9 Foundry Row');
    await hands.pressButton('Save address');

    // Two people after all.
    await visit(`${one.person}/details`);
    await hands.followLink(/^Take back/);
    await inspect(page, `two-people-${width}`);
    await hands.type('How do you know that they are two people?', 'Two girls came to the same lesson.');
    await hands.pressButton('Make them two records again');
    assert.match(await main(page), /These 4 were written or recorded while the records were one/);
    assert.match(await main(page), /Address: changed[\s\S]*9 Foundry Row[\s\S]*Before: 3 Mill Lane[\s\S]*Recorded on .* by Felix Anand/);
    await inspect(page, `whose-${width}`);
    await visit(`${one.person}/details`);
    assert.equal(await page.getByText('Belongs to one of two records: to decide').count(), 2);
    await inspect(page, `whose-details-${width}`);
    await visit('/worklist');
    assert.match(await main(page), /Whose is it\? \(4\)/);
    await inspect(page, `whose-worklist-${width}`);
    await visit(`${other.person}/history`);
    assert.match(await main(page), /Belongs to one of two records: to decide/i);
    await inspect(page, `whose-history-${width}`);
    await visit(theirs);
    assert.match(await main(page), /To decide/i);
    await inspect(page, `whose-entry-${width}`);
    await hands.followLink('Say whose it is');
    await hands.pressButton(/^Save whose this is/, { inside: page.getByRole('region').filter({ has: page.locator(`a[href="${theirs}"]`) }) });
    assert.match(await main(page), /There is a problem/);
    await inspect(page, 'whose-errors');
    for (const [entry, choice] of [[theirs, `It is about Maybelle ${other.last}, ${there}`], [mine, `It is about Mabel ${one.last}, ${here}`]]) {
        const question = page.getByRole('region').filter({ has: page.locator(`a[href="${entry}"]`) });
        await hands.choose(choice, { inside: question });
        await hands.type('How do you know?', 'The teacher told me.', { inside: question });
        await hands.pressButton(/^Save whose this is/, { inside: question });
    }
    // The name is hers as well, and the home the other's alone: hers is where it was before.
    for (const [what, choice] of [['Name: added', 'It is about both'], ['Address: changed', `It is about Maybelle ${other.last}, ${there}`]]) {
        const question = page.getByRole('region', { name: new RegExp(what) });
        await hands.choose(choice, { inside: question });
        await hands.type('How do you know?', 'Her mother told me.', { inside: question });
        await hands.pressButton(/^Save whose this is/, { inside: question });
    }
    await visit('/worklist');
    assert.doesNotMatch(await main(page), /Whose is it/);
    await visit(`${one.person}/details`);
    const ours = await main(page);
    assert.ok(ours.includes('Poppy') && ours.includes('3 Mill Lane') && !ours.includes('9 Foundry Row'), ours);
    await visit(`${other.person}/details`);
    const others = await main(page);
    assert.ok(others.includes('Poppy') && others.includes('9 Foundry Row'), others);
    await inspect(page, `whose-decided-details-${width}`);
    await visit(`${one.person}/history`);
    assert.equal(await page.locator(`a[href="${theirs}"]`).count(), 0, 'it is the other’s');
    assert.equal(await page.locator(`a[href="${mine}"]`).count(), 1);
    await visit(`${other.person}/history`);
    assert.equal(await page.locator(`a[href="${theirs}"]`).count(), 1);
    assert.equal(await page.locator(`a[href="${mine}"]`).count(), 0);

    // And one that was simply written about the wrong child.
    await visit(mine);
    await hands.followLink('It is about another child');
    await inspect(page, `another-child-${width}`);
    await hands.choose(`Mabel ${one.last}`);
    await hands.choose('Somebody of another family');
    await hands.type('Reference of their record', there);
    await hands.type('How do you know?', 'I looked at the register.');
    await hands.pressButton('Move it to the right record');
    assert.match(await main(page), new RegExp(`It was recorded on ${here} by mistake`));
    await inspect(page, `another-child-moved-${width}`);
    await visit(`${one.person}/history`);
    assert.match(await main(page), /recorded here by mistake; moved/);
    await inspect(page, `another-child-history-${width}`);
});

journey('A child who was expected is born', { widths: [1280] }, async (me) => {
    const { page, hands, signIn, visit } = me;
    await signIn('dora.duty');
    await visit(BABY);
    await hands.choose('Correcting or adding to the record');
    await hands.pressButton('Open record');
    // Also where an earlier run has seen the birth.
    await visit(`${BABY}/date-of-birth`);
    await hands.choose('Not born yet');
    const due = page.getByRole('group', { name: 'Due date', exact: true });
    for (const [part, text] of Object.entries({ Day: '29', Month: '3', Year: '2027' })) await hands.type(part, text, { inside: due });
    await hands.pressButton('Save');
    await visit(BABY);
    await hands.followLink('The child was born');
    await inspect(page, 'born');
    await hands.pressButton('Save');
    assert.match(await main(page), /Enter the date of birth/);
    for (const [part, text] of Object.entries({ Day: '23', Month: '12', Year: '2026' })) await hands.type(part, text);
    await hands.type('First name', 'Rowan');
    await hands.pressButton('Save');
    assert.match(await page.locator('.kith-identity').innerText(), /Rowan[\s\S]*Born 23 December 2026/);
    await hands.followLink('Details');
    assert.match(await main(page), /Was expected/);
    await inspect(page, 'born-details');
});
