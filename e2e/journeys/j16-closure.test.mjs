// J16, its first half: the work with a family ends. What stands in the way is listed with where it is put right; what happened
// to each need is said; the manager gives it back once and then signs it off; and with the work the way to the record ends.
import assert from 'node:assert/strict';
import { beginEntry, DESK, fillEntry, finishEntry, inEarlyHelp, inspect, journey, PHONE } from '../support/index.mjs';
import { TODAY } from '../support/day.mjs';

// docs/reference/cast.md: Felix Anand works in Early Help North, which Nell Thorsby manages.
const main = (page) => page.getByRole('main').innerText();
// A family of its own for each way of making the journey: nobody may open it afterwards.
const CHILDREN = ['Ida', 'Joe', 'Kit'].map((first) => ({ first, last: `Elm${letters(6)}`, born: '4 5 2015' }));
let families;

function letters(many) {
    return Array.from({ length: many }, () => 'abcdefghijklmnoprstuvwz'[Math.floor(Math.random() * 23)]).join('');
}

/** The closure's pages, all but what became of the needs. */
const ENDING = {
    end: { closed_on: TODAY, lead_name: 'Felix Anand' },
    why: { reason: 'needs-met' },
    seen: { child_seen_on: '10 12 2026', home_seen_on: '22 12 2026' },
    summary: { work_done: 'Bedtimes are calm, and Grace sleeps again.' },
    'child-voice/*': { child_ending: 'I want to keep the chart.' },
    'from-now-on': { keep_going: 'Her sister comes on Thursdays.', who_to_call: 'The school nurse.' },
    checklist: { checklist: ['notes', 'drafts', 'actions', 'chronology', 'summary', 'details'] },
    afterwards: { feedback: 'yes' },
};

/** The note that somebody began and left. */
const NOTE = {
    what: { note_kind: 'phone', happened_on: TODAY, happened_at: '9am' },
    about: { source: 'family' },
    note: { note_title: 'Grace rang', happened: 'All is well.' },
    chronology: { significant: 'no', add_to_chronology: 'no' },
};

/** Two weeks ago, which is too long ago for an ending. */
const VISIT = {
    visit: { visit_kind: 'early-help', visit_how: 'in-person', announced: 'yes', happened_on: '10 12 2026', started_at: '4pm', place: 'At home' },
    'child/*': { seen: 'yes', seen_alone: 'yes', spoken_to: 'spoken-to', bedroom_seen: 'yes' },
    'child-says/*': { child_looks: 'Rested.', child_words: 'I sleep all night.' },
    home: { setting: 'Warm, and a chart on the fridge.' },
    talk: { adults_said: 'It is easier now.' },
    thinking: { analysis: 'What was wanted is there.', act_now: 'no' },
    next: { next_on: '5 1 2027' },
};

async function closes({ page, hands, visit, signIn, elsewhere, javaScript }) {
    families ??= await inEarlyHelp(elsewhere, CHILDREN);
    const { family, person, first, last } = families.shift() ?? assert.fail('a family for each way of making the journey');
    const name = `${first} ${last}`;
    const look = (state, on = page) => inspect(on, `j16-${javaScript ? '' : 'plain-'}${state}`);
    await signIn('felix.family');
    const felix = { page, hands, visit };

    const note = await beginEntry(felix, family, 'Case note');
    const closure = await beginEntry(felix, family, 'Moving on');
    await fillEntry(felix, closure, ENDING);
    await visit(`${closure}/finish`);
    const blocked = await main(page);
    for (const words of [/What stands in the way of ending/, /The case note that Felix Anand began on 24 December 2026 is not finished/, new RegExp(`Nobody has seen ${name}`)]) {
        assert.match(blocked, words);
    }
    assert.match(blocked, /What has changed here: School, college and learning;[^\n]* Home; /, 'the needs in one line');
    assert.equal(await page.getByRole('main').getByRole('link', { name: 'Home', exact: true }).count(), 1, 'each once');
    await look('blocked');
    await hands.pressButton('Finish');
    assert.match(await main(page), /There is a problem[\s\S]*The case note.*is not finished/);
    await look('blocked-errors');

    await hands.followLink(/^The case note.*is not finished$/);
    assert.equal(new URL(page.url()).pathname, note, 'it leads to what is unfinished');
    await fillEntry(felix, note, { ...NOTE, about: { ...NOTE.about, about: name } });
    await finishEntry(felix, note);

    const seen = await beginEntry(felix, family, 'Visit');
    await fillEntry(felix, seen, { ...VISIT, present: { present: name } });
    await visit(seen);
    assert.match(await main(page), new RegExp(`What this visit counts for[\\s\\S]*Counts ${name}`));
    await look('visit-counts');
    await finishEntry(felix, seen, { late: 'I was ill.' });

    await fillEntry(felix, closure, { 'need/*': { need_outcome: 'does-not-apply' } });
    await visit(`${closure}/pages/need/5`);
    await hands.choose('Yes, what was wanted is there');
    await hands.type('What shows it? (optional)', 'The chart: asleep by eight for five weeks.');
    await look('need');
    await hands.pressButton('Save and continue');
    await visit(`${closure}/finish`);
    const ready = await main(page);
    assert.doesNotMatch(ready, /What stands in the way|Still to do/);
    assert.match(ready, new RegExp(`Look at these once more[\\s\\S]*${name} was last seen on 10 December 2026, not within 7 days`));
    await look('ready');
    await hands.pressButton('Finish');
    assert.match(await main(page), /Finished/);

    const nell = await elsewhere();
    await nell.signIn('nell.north');
    await nell.visit('/worklist');
    await look('sign-off-list', nell.page);
    await nell.hands.followLink(new RegExp(`^Closure, ${last} family`));
    assert.match(await main(nell.page), /asleep by eight for five weeks/);
    await nell.hands.choose('Give it back');
    await nell.hands.type('What is to be done, if you give it back', 'Say who else has been told.');
    await nell.hands.pressButton('Save');
    assert.match(await main(nell.page), /Given back[\s\S]*Say who else has been told/);
    await look('given-back', nell.page);

    await visit(closure);
    await hands.type('Add to this', 'The school knows since Monday.');
    await hands.pressButton('Add');
    await visit(person);
    assert.match(await main(page), /Kept until 4 May 2040: .*birth \+ 25 years/);
    await look('kept-open');

    await nell.visit(closure);
    assert.match(await main(nell.page), /The school knows since Monday/);
    await nell.hands.choose('Sign it off');
    await nell.hands.pressButton('Save');
    assert.match(await nell.page.locator('body').innerText(), /Signed off\. The work has ended for/);
    await look('ended', nell.page);

    for (const { page: theirs, visit: open } of [felix, nell]) {
        for (const list of ['/worklist?show=all', '/home', '/teams/early-help-north?show=all']) {
            await open(list);
            assert.doesNotMatch(await main(theirs), new RegExp(last), `${last} should have left ${list}`);
        }
        await open(family);
        assert.doesNotMatch(await theirs.locator('body').innerText(), /Grace|asleep by eight/, 'the way to the record has ended');
    }
    await look('no-longer-open');
}

journey('J16 the work with a family ends', { widths: [PHONE] }, closes);
journey('J16 the work with a family ends', { widths: [DESK], javaScript: [true, false], keyboardOnly: true }, closes);
