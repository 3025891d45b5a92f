// A family's chronology: what is on record comes by itself, the rest is written once for both children; a visit matters once
// somebody says so; a copy for a parent says nothing of others. The timeline and the ecomap are pictures with equal tables.
import assert from 'node:assert/strict';
import { inspect, journey } from '../support/index.mjs';

// docs/reference/cast.md: the Osei family, whose worker is Felix Anand.
const OSEI = '/families/ca570004-0000-4000-8000-000000000003';

const main = (page) => page.getByRole('main').innerText();

async function day(hands, page, legend, [d, m, y]) {
    const group = page.getByRole('group', { name: legend });
    if (d) await hands.type('Day', d, { inside: group });
    if (m) await hands.type('Month', m, { inside: group });
    await hands.type('Year', y, { inside: group });
}

/** Writes a row about these children. */
async function add({ page, hands, visit }, headline, date, children, category = 'School or nursery') {
    await visit(`${OSEI}/chronology`);
    await hands.followLink('Add something that happened');
    await day(hands, page, 'When did it happen?', date);
    await hands.type('What happened, in one sentence', headline);
    await hands.select('What is it about?', category);
    for (const child of children) await hands.tick(child);
    await hands.choose('Yes');
}

journey('What happened, as a list and as pictures', {}, async (me) => {
    const { page, hands, signIn, visit, width } = me;
    await signIn('felix.family');
    await visit(OSEI);
    await inspect(page, `family-parts-${width}`);
    await hands.followLink('Chronology');
    const list = await main(page);
    for (const words of ['Born', 'Work started: Early help', 'Kofi Osei', 'Ama Osei']) assert.ok(list.includes(words), words);
    await inspect(page, `chronology-${width}`);
    await add(me, `Both moved to Oakfield (${width})`, ['2', '9', '2024'], ['Kofi Osei', 'Ama Osei']);
    await inspect(page, `chronology-new-${width}`);
    await hands.pressButton('Save');
    assert.match(await main(page), new RegExp(`Both moved to Oakfield \\(${width}\\)`));
    await hands.followLink('Timeline');
    await inspect(page, `timeline-${width}`);
    await page.getByText('The same as a table').click();
    assert.match(await main(page), /2 September 2024/);
    await hands.followLink('Ecomap');
    await inspect(page, `ecomap-${width}`);
    await hands.followLink('Genogram');
    assert.match(await main(page), /Genogram/);
});

journey('A row from the first word to its removal', { javaScript: [true, false], keyboardOnly: true, widths: [1280] }, async (me) => {
    const { page, hands, signIn, visit, javaScript } = me;
    const nursery = `Began at Little Acorns ${javaScript ? '' : 'again'}`.trim();
    await signIn('felix.family');
    await visit(`${OSEI}/chronology/new`);
    await hands.type('What does it rest on?', 'Letter from the nursery');
    await hands.pressButton('Save');
    assert.match(await main(page), /There is a problem[\s\S]*Enter at least the year/);
    assert.equal(await page.getByLabel('What does it rest on?').inputValue(), 'Letter from the nursery');
    await inspect(page, 'chronology-new-errors');

    // Only the month is known.
    await add(me, nursery, ['', '9', '2022'], ['Ama Osei']);
    await hands.type('What it meant for Ama Osei', 'Found friends');
    await hands.pressButton('Save');
    assert.match(await main(page), /September 2022/);
    assert.match(await main(page), /Found friends/);

    await hands.followLink(`Change ${nursery}, September 2022`);
    await hands.type('What happened, in one sentence', `${nursery} nursery`);
    await hands.pressButton('Save');
    assert.match(await main(page), /Changed by Felix Anand/);

    // Part of it, without a script: the form asks for its own address.
    await hands.unfold('Show only part of it, or everything');
    await hands.select('About', 'Kofi Osei');
    await hands.pressButton('Show');
    assert.doesNotMatch(await main(page), new RegExp(nursery));
    await inspect(page, 'chronology-part');
    await visit(`${OSEI}/chronology`);

    // A copy for Kofi's parents: Ama's nursery is not theirs through him.
    await hands.followLink('A copy for the parents of Kofi Osei, without what is about others');
    const copy = await main(page);
    assert.doesNotMatch(copy, /Ama Osei|Little Acorns/);
    assert.match(copy, /Left out: \d+ rows? about somebody else/);
    await inspect(page, 'chronology-copy');
    await hands.followLink('The chronology');

    await hands.followLink(`Take out ${nursery} nursery, September 2022`);
    await inspect(page, 'chronology-take-out');
    await hands.type('Why is it taken out?', `It was her cousin ${javaScript}`);
    await hands.pressButton('Take it out');
    const after = await main(page);
    assert.doesNotMatch(after, new RegExp(`${nursery} nursery`));
    assert.match(after, new RegExp(`It was her cousin ${javaScript}`));
    await inspect(page, 'chronology-taken-out');
});

journey('Who is round the family', { javaScript: [true, false], keyboardOnly: true, widths: [1280] }, async (me) => {
    const { page, hands, signIn, visit, javaScript } = me;
    const name = javaScript ? 'Auntie Efua' : 'Chess club';
    await signIn('felix.family');
    await visit(`${OSEI}/ecomap`);
    await hands.followLink('Add a person or service');
    await hands.pressButton('Save');
    assert.match(await main(page), /Enter who or what it is/);
    await inspect(page, 'ecomap-new-errors');
    await hands.type('Who or what is it?', name);
    await hands.choose('A person');
    await hands.choose('Strong. It is drawn as a thick line');
    await hands.choose('To the family: it gives them something');
    await hands.pressButton('Save');
    await inspect(page, 'ecomap-drawn');
    await hands.unfold('The same as a table');
    const table = await main(page);
    for (const words of [name, 'Strong', 'Flows to the family']) assert.ok(table.includes(words), words);
    await hands.followLink(`Change ${name}`);
    await hands.choose('Stressful. It is drawn as a zigzag');
    await hands.pressButton('Save');
    assert.match(await page.getByRole('main').textContent(), /Stressful/);
    await hands.followLink(`No longer there ${name}`);
    await hands.type('What changed, or why was it wrong?', 'Moved away');
    await hands.pressButton('Take it off the ecomap');
    assert.doesNotMatch(await main(page), new RegExp(name));
});
