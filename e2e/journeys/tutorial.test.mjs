// The tutorial "A family is helped", step by step, and its pictures: with KITH_PICTURES=1 they are taken anew into docs/tutorials/pictures.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beginEntry, DESK, fillEntry, journey, screenshot } from '../support/index.mjs';

const OSEI = '/families/ca570004-0000-4000-8000-000000000003';
const PICTURES = fileURLToPath(new URL('../../docs/tutorials/pictures/', import.meta.url));
const TUTORIAL = readFileSync(new URL('../../docs/tutorials/a-family-is-helped.md', import.meta.url), 'utf8');
const QUESTION = 'What happened, and what did you see and hear?';

const main = (page) => page.getByRole('main').innerText();

/** A picture of what stands in the window. The tutorial must show it. */
async function picture(page, name) {
    assert.ok(TUTORIAL.includes(`(pictures/${name}.png)`), `the tutorial shows no picture ${name}`);
    await screenshot(page, `tutorial-${name}`);
    if (process.env.KITH_PICTURES !== '1') return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: `${PICTURES}${name}.png` });
}

journey('The tutorial "A family is helped" can be followed', { widths: [DESK] }, async (me) => {
    const { page, hands, signIn, visit, elsewhere } = me;
    await page.setViewportSize({ width: DESK, height: 900 });
    await signIn('felix.family');
    await visit('/home');
    await hands.followLink('Osei family of Kofi Osei');
    assert.match(await main(page), /Write something new/);
    await picture(page, 'the-family');
    await visit(`${OSEI}/genogram`);
    assert.match(await main(page), /The same as a table/);
    await picture(page, 'genogram');

    // A note that keeps itself.
    const note = await beginEntry(me, OSEI, 'Case note');
    await hands.followLink('What happened');
    await hands.type(QUESTION, 'Kofi was late again, and cheerful.');
    await page.getByText(/^Saved at /).waitFor();
    await picture(page, 'saved-as-you-type');

    // Two people at once.
    const nell = await elsewhere();
    await nell.page.setViewportSize({ width: DESK, height: 900 });
    await nell.signIn('nell.north');
    await nell.visit(`${note}/pages/note`);
    await hands.type(QUESTION, 'Kofi was late again. His grandmother had been ill in the night.');
    await page.getByText(/^Saved at /).waitFor();
    await nell.hands.type(QUESTION, 'Kofi was late again. We talk about it on Monday.');
    await nell.page.getByText('changed this page at').waitFor();
    await nell.hands.followLink('Look at both');
    await picture(nell.page, 'side-by-side');
    await nell.hands.choose('Both, put together');
    await nell.hands.type('The answer', 'Kofi was late again: his grandmother had been ill. We talk on Monday.');
    await nell.hands.pressButton('Save this choice');

    // Finish: what is missing is a link.
    await visit(`${note}/finish`);
    await hands.pressButton('Finish');
    assert.match(await main(page), /There is a problem/);
    await picture(page, 'what-is-missing');

    // A plan, and what would make it clearer.
    const plan = await beginEntry(me, OSEI, 'Family plan');
    await fillEntry(me, plan, {
        'action/1': { action_what: 'Support with mornings, ongoing', action_owner_kind: 'worker', action_owner: 'Felix Anand' },
    });
    await visit(plan);
    assert.match(await main(page), /What would make this plan clearer/);
    await page.getByText('What would make this plan clearer').scrollIntoViewIfNeeded();
    await picture(page, 'what-would-make-it-clearer');

    // What is due, and what happens when social care takes over.
    await visit(`${OSEI}/clocks`);
    assert.match(await main(page), /What is due/);
    await picture(page, 'what-is-due');
    await visit(`${OSEI}/step-up`);
    assert.match(await main(page), /Early Help is paused, not closed/);
    await picture(page, 'step-up');

    // The manager takes the note out.
    await nell.visit(`${note}/remove`);
    await nell.hands.type('Who asked for it?', 'Felix Anand');
    await nell.hands.type('Why?', 'Written for the tutorial');
    await nell.hands.pressButton('Take it out');
    await nell.visit(`${plan}/remove`);
    await nell.hands.type('Who asked for it?', 'Felix Anand');
    await nell.hands.type('Why?', 'Written for the tutorial');
    await nell.hands.pressButton('Take it out');
    assert.match(await main(nell.page), /Overview/);
});
