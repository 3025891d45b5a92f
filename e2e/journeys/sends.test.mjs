// J6, its last part: a finished plan goes to its team. Who the family said no to is marked, and gets no copy without a ground, a
// reason and a manager; every copy is logged.
import assert from 'node:assert/strict';
import { answer } from '../support/answers.mjs';
import { beginEntry, DESK, fillEntry, inEarlyHelp, inspect, journey, PHONE } from '../support/index.mjs';
import { TODAY } from '../support/day.mjs';

// docs/reference/cast.md: Felix Anand works in Early Help North.
// A family of its own for each way of making the journey: a finished plan is what the next one begins with.
const CHILDREN = ['Lou', 'May', 'Ned'].map((first) => ({ first, last: `Yew${letters(6)}`, born: '4 5 2015' }));
let families;
const GUESTS = ['Pia', 'Quin', 'Ray'].map((first) => ({ first, last: `Elm${letters(6)}`, born: '4 5 2015' }));
let meetings;

function letters(many) {
    return Array.from({ length: many }, () => 'abcdefghijklmnoprstuvwz'[Math.floor(Math.random() * 23)]).join('');
}

const main = (page) => page.getByRole('main').innerText();

/** Addresses of an open entry's pages of one kind. */
async function places(page, section) {
    const links = await page.locator(`main a[href*="/pages/${section}/"]`).evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    return [...new Set(links)];
}

/** A plan that is filled in as far as it must be, in which the family does not want schools to have it; finished. */
async function finishedPlan({ page, visit, hands }, { family, name }) {
    await visit(family);
    await hands.followLink('Family plan');
    await hands.pressButton('Begin');
    const plan = new URL(page.url()).pathname;
    const fill = async (place, answers) => {
        await visit(`${plan}/pages/${place}`);
        for (const [question, value] of Object.entries(answers)) await answer(hands, question, value);
        await hands.pressButton('Save and continue');
        assert.doesNotMatch(await main(page), /There is a problem/, place);
    };
    const [agreements, team] = [await places(page, 'agreement'), await places(page, 'member')];
    await fill('goals', {
        'Day the plan was agreed': TODAY,
        'What does the family want, in their own words?': 'Mornings without shouting',
        'What do the children want?': 'A story each night',
    });
    await fill('member/1', {
        Name: 'Joan Pike',
        'Their job': 'Teacher',
        'Whom they work for': 'Quillham Primary School',
        'Do they get a copy of the plan?': 'Yes, all of it',
    });
    for (const place of team.slice(1)) {
        await fill(place.split('/pages/')[1], { 'Do they get a copy of the plan?': 'Yes, all of it' });
    }
    await fill('outcome/1', {
        'What will be different?': 'At school every day',
        'For whom?': [name],
        'Which of the things to work on is it about?': ['School, college and learning'],
        'How will everybody know?': 'The register',
        'Where are things now, from 0 to 10?': '3',
        'Where would be good enough?': '8',
        'Look at it again on': '1 3 2027',
    });
    await fill('action/1', {
        'Which outcome is it for?': 'At school every day',
        'What exactly?': 'Ring the breakfast club',
        'Who does it?': 'A worker, or somebody else',
        'Their name and job': 'Felix Anand, family worker',
        'By when?': '8 1 2027',
    });
    await fill('action-progress/1', { 'How is this action going?': 'Not started' });
    await fill('if-worse', { 'If things get worse we will …': 'Ring Felix' });
    await fill('keeping-in-touch', { 'How often will the lead practitioner visit?': 'Every two weeks', 'Next family meeting': '1 2 2027' });
    for (const place of agreements) await fill(place.split('/pages/')[1], { 'Does this person agree with the plan?': 'Yes' });
    await visit(`${plan}/pages/sharing`);
    // What the family said for the plan before goes along.
    const schools = page.getByRole('checkbox', { name: 'Nursery, school or college', exact: true });
    if (!(await schools.isChecked())) await hands.tick('Nursery, school or college');
    await hands.pressButton('Save and continue');
    assert.doesNotMatch(await main(page), /There is a problem/, 'sharing');
    await visit(`${plan}/finish`);
    await hands.pressButton('Finish');
    assert.match(await main(page), /Finished/);
    return plan;
}

const sent = async (me) => {
    const { page, hands, signIn, visit, elsewhere } = me;
    families ??= await inEarlyHelp(elsewhere, CHILDREN);
    const { family, first, last } = families.shift() ?? assert.fail('a family for each way of making the journey');
    const name = `${first} ${last}`;
    await signIn('felix.family');
    await finishedPlan(me, { family, name });
    await hands.followLink('Send copies');
    const sends = new URL(page.url()).pathname;
    const list = await main(page);
    for (const words of ['Do not share the plan with', 'Nursery, school or college', 'Joan Pike', 'Do not send', name]) {
        assert.ok(list.includes(words), words);
    }
    await inspect(page, 'sends');
    await hands.followLink(`Log a copy for ${name}`);
    await hands.choose('Read aloud to them');
    await hands.pressButton('Log the copy');
    assert.match(await main(page), /All of it, read aloud to them, on 24 December 2026/);

    await hands.followLink('Log a copy for Joan Pike');
    await hands.choose('All of it');
    await hands.choose('Given by hand');
    await inspect(page, 'sends-against');
    await hands.pressButton('Log the copy');
    const refused = await main(page);
    for (const words of ['There is a problem', 'Enter the reason in words', 'Select the manager who decided this']) {
        assert.ok(refused.includes(words), words);
    }
    await inspect(page, 'sends-refused');
    await hands.choose('To protect someone from serious harm');
    await hands.type('The reason in words', 'Somebody waits at the gate');
    await hands.select('Which manager decided this?', 'Nell Thorsby, Team manager');
    await hands.pressButton('Log the copy');
    const logged = await main(page);
    for (const words of ['Against the family’s word', 'Somebody waits at the gate', 'Decided by Nell Thorsby']) {
        assert.ok(logged.includes(words), words);
    }
    await inspect(page, 'sends-logged');
    await visit(`${sends}/somebody-else`);
    await inspect(page, 'sends-somebody-else');
};

journey('A plan goes to its team, and not to whom the family said no', { widths: [PHONE] }, sent);
journey('A plan goes to its team, and not to whom the family said no', { widths: [DESK], javaScript: [true, false], keyboardOnly: true }, sent);

const invites = async (me) => {
    const { page, hands, signIn, visit, elsewhere, width } = me;
    meetings ??= await inEarlyHelp(elsewhere, GUESTS);
    const { family } = meetings.shift() ?? assert.fail('a family for each way of making the journey');
    const sol = await elsewhere();
    await sol.signIn('sol.social');
    assert.equal((await sol.visit(family)).status(), 403, 'not invited yet');
    await signIn('felix.family');
    const meeting = await beginEntry(me, family, 'Team around the family meeting');
    await fillEntry(me, meeting, {
        'invitation/1': { invited_name: 'Sol Nkemelu', invited_email: 'sol.social@marlshire.example' },
        'invitation/2': { invited_name: 'Joan Pike' },
    });
    await visit(meeting);
    await hands.followLink('Who can read because of this');
    assert.match(await main(page), /Enter the day of the meeting first/);
    assert.match(await main(page), /No email address yet/);
    await fillEntry(me, meeting, { meeting: { held_on: TODAY } });
    await visit(`${meeting}/readers`);
    await inspect(page, `readers-${width}`);
    await hands.pressButton('Let them in');
    assert.match(await main(page), /1 person can read the record until/);
    await inspect(page, `readers-let-in-${width}`);
    assert.equal((await sol.visit(family)).status(), 200);
    assert.doesNotMatch(await main(sol.page), /Write something new/, 'an invitation is to read');
    await sol.visit('/home');
    assert.match(await main(sol.page), /Families that name you/);
};

journey('Whoever is invited to a meeting of the family is let in to read, and nobody else', { widths: [PHONE] }, invites);
journey('Whoever is invited to a meeting of the family is let in to read, and nobody else', { widths: [DESK], javaScript: [true, false], keyboardOnly: true }, invites);
