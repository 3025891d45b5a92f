// J5, its first half: writing about a family. A visit is one record of two children; what is typed is kept without pressing
// anything, comes back on another device and after the server was away; two people at one page see each other's words side by
// side; finished is final, and a manager signs it off.
import assert from 'node:assert/strict';
import { inspect, journey } from '../support/index.mjs';
import { TODAY } from '../support/day.mjs';

// docs/reference/cast.md: the Osei family, whose worker is Felix Anand; Nell Thorsby manages his team.
const OSEI = '/families/ca570004-0000-4000-8000-000000000003';
const RANG = 'The school rang at nine: Kofi was late again, and cheerful.';

const main = (page) => page.getByRole('main').innerText();
const saved = (page) => page.getByText(/^Saved at /).waitFor();

/** Types into a box and waits until Kith says that it is kept. */
async function typeAndWait({ page, hands }, label, words) {
    await hands.type(label, words);
    await saved(page);
}

/** Begins a form about those who are ticked already, and gives its address. */
async function begin({ page, visit, hands }, form) {
    await visit(OSEI);
    await hands.followLink(form);
    await hands.pressButton('Begin');
    return new URL(page.url()).pathname;
}

async function day(hands, page, legend, [d, m, y]) {
    const group = page.getByRole('group', { name: legend });
    await hands.type('Day', d, { inside: group });
    await hands.type('Month', m, { inside: group });
    await hands.type('Year', y, { inside: group });
}

journey('A note is kept as it is typed, and comes back elsewhere', {}, async (me) => {
    const { page, hands, signIn, visit, elsewhere, width } = me;
    await signIn('felix.family');
    await visit('/home');
    await hands.followLink('Osei family of Kofi Osei');
    await inspect(page, `family-${width}`);
    const note = await begin(me, 'Case note');
    await inspect(page, 'entry-list');
    await hands.followLink('What happened');
    await inspect(page, 'entry-page');
    await typeAndWait(me, 'Title', 'School rang');
    await typeAndWait(me, 'What happened, and what did you see and hear?', RANG);

    // The device is left on the bus. Nothing was pressed.
    const home = await elsewhere();
    await home.signIn('felix.family');
    await home.visit(`${note}/pages/note`);
    assert.equal(await home.page.getByLabel('What happened, and what did you see and hear?').inputValue(), RANG);
    await home.hands.pressButton('Save and continue');
    assert.doesNotMatch(await main(home.page), /There is a problem/);
});

journey('Two people at one page', { widths: [1280] }, async (me) => {
    const { page, hands, signIn, visit, elsewhere } = me;
    await signIn('felix.family');
    const note = await begin(me, 'Case note');
    await visit(`${note}/pages/note`);
    const nell = await elsewhere();
    await nell.signIn('nell.north');
    await nell.visit(`${note}/pages/note`);
    await typeAndWait(me, 'What happened, and what did you see and hear?', 'Mornings are hard.');
    await nell.hands.type('What happened, and what did you see and hear?', 'Mornings are easier now.');
    await nell.page.getByText('changed this page at').waitFor();
    await inspect(nell.page, 'entry-beside');
    await nell.hands.followLink('Look at both');
    const both = await main(nell.page);
    for (const words of ['Mornings are hard.', 'Mornings are easier now.', 'Felix Anand', 'Nell Thorsby']) assert.ok(both.includes(words), words);
    await inspect(nell.page, 'entry-choose');
    await nell.hands.choose('Both, put together');
    await nell.hands.type('The answer', 'Mornings were hard. They are easier now.');
    await nell.hands.pressButton('Save this choice');
    await visit(`${note}/pages/note`);
    const stands = await page.getByLabel('What happened, and what did you see and hear?').inputValue();
    assert.equal(stands, 'Mornings were hard. They are easier now.');
    await hands.followLink('All pages');
});

journey('A note from the first word to the manager', { javaScript: [true, false], keyboardOnly: true, widths: [1280] }, async (me) => {
    const { page, hands, signIn, visit, elsewhere } = me;
    await signIn('felix.family');
    const note = await begin(me, 'Case note');
    await hands.followLink('What this note is about');
    await hands.choose('Telephone call');
    await day(hands, page, 'Day it happened', TODAY.split(' '));
    await hands.type('Time', '9am');
    await hands.pressButton('Save and continue');
    await hands.tick('Kofi Osei');
    await hands.choose('Another service told me');
    await hands.pressButton('Save and continue');
    await hands.pressButton('Save and continue');
    assert.match(await main(page), /Enter what happened/, 'it says what is missing');
    await inspect(page, 'entry-page-errors');
    await hands.type('Title', 'School rang');
    await hands.type('What happened, and what did you see and hear?', RANG);
    await hands.pressButton('Save and continue');
    await visit(`${note}/pages/chronology`);
    await hands.choose('No', { inside: page.getByRole('group', { name: 'Does this change something for a child?' }) });
    await hands.choose('No', { inside: page.getByRole('group', { name: 'Add it to the chronology?' }) });
    await hands.pressButton('Save and continue');
    assert.equal(new URL(page.url()).pathname, note);
    await inspect(page, 'entry-list-done');
    await hands.followLink('Read it all and finish');
    await inspect(page, 'entry-finish');
    await hands.pressButton('Finish');
    assert.match(await main(page), /Finished/);
    await inspect(page, 'entry-finished');
    await hands.type('Add to this', 'Rang back at noon: he had a good morning.');
    await hands.pressButton('Add');
    assert.match(await main(page), /Rang back at noon/);

    const nell = await elsewhere();
    await nell.signIn('nell.north');
    await nell.visit(note);
    await nell.hands.choose('Sign it off');
    await nell.hands.pressButton('Save');
    assert.match(await main(nell.page), /Signed off/);
    await inspect(nell.page, 'entry-signed-off');
});
