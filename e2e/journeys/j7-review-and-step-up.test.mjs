// J7: the plan of a family is due to be reviewed, and is, twice; then something worse comes up and the work steps up to social
// care, with everything on file going along; months are spared here, and it steps down again.
import assert from 'node:assert/strict';
import {
    beginEntry, decideFor, DESK, fillEntry, finishEntry, inEarlyHelp, inspect, journey, PHONE, problemsOf, screen, SCREENED,
} from '../support/index.mjs';
import { TODAY } from '../support/day.mjs';

// docs/reference/cast.md: Felix Anand works in Early Help North, which Nell Thorsby manages; Sol Nkemelu is a social worker.
const ASSESSMENT = "Children's social care assessment";
const BRUISE = 'A new bruise on one arm, and “I must not tell” where it is from.';
const NOT_TOLD = 'Whoever did it may be at home.';

const main = (page) => page.getByRole('main').innerText();
// A family of its own for each way of making the journey: it is another one afterwards.
const CHILDREN = ['Nia', 'Ben', 'Eva'].map((first) => ({ first, last: `Ash${letters(6)}`, born: '4 5 2015' }));
let families;

function letters(many) {
    return Array.from({ length: many }, () => 'abcdefghijklmnoprstuvwz'[Math.floor(Math.random() * 23)]).join('');
}

async function day(hands, page, legend, date) {
    const group = page.getByRole('group', { name: legend });
    const [d, m, y] = date.split(' ');
    for (const [part, text] of Object.entries({ Day: d, Month: m, Year: y })) await hands.type(part, text, { inside: group });
}

/** The plan was shared on 2 November, so that six weeks were over on 14 December. Gives its address. */
async function makePlan(felix, { family, name }) {
    const plan = await beginEntry(felix, family, 'Family plan');
    await fillEntry(felix, plan, {
        goals: { agreed_on: '30 10 2026', goals: 'Calm evenings.', children_want: 'A story each night.' },
        'outcome/1': {
            outcome_wanted: 'Asleep by eight', outcome_for: name, outcome_needs: 'Getting on as a family', outcome_measure: 'A chart on the fridge',
            outcome_baseline: 3, outcome_target: 7, outcome_review_on: '14 12 2026',
        },
        'action/1': {
            action_outcome: 'Asleep by eight', action_what: 'Read a story at half past seven', action_owner_kind: 'worker',
            action_owner: 'Felix Anand, family support worker', action_due_on: '30 11 2026',
        },
        'action-progress/1': { action_status: 'on-track' },
        'if-worse': { contingency: 'Ring the school nurse.' },
        'keeping-in-touch': { visit_every: 'two-weeks', next_review_on: '4 1 2027' },
        'agreement/*': { agrees: 'yes' },
        sharing: { do_not_share_with: 'none' },
        'copy-sent/1': { copy_to: 'The family', copy_how: 'by-hand', copy_sent_on: '2 11 2026' },
    });
    await finishEntry(felix, plan);
    return plan;
}

/** What a review still asks once the plan's actions and outcomes stand in it. */
function reviewed(number, { held, score, evidence, gets }) {
    return {
        meeting: { held_on: held, review_kind: 'in-person', review_number: number, chair: 'Felix Anand' },
        'family-member/*': { was_there: 'yes', what_changed: 'Evenings are calmer.' },
        'child-voice/*': { child_says: 'I like the story.' },
        'action/1': { action_status: 'on-track', ...(evidence && { action_evidence: evidence }) },
        'outcome/1': { outcome_family_score: score, outcome_worker_score: score - 1, outcome_direction: 'better' },
        new: { safety_concern: 'no' },
        decision: { decision: 'continue' },
        next: { next_on: '4 3 2027' },
        ...(gets && { afterwards: { circulated_to: gets } }),
    };
}

/** Twice: the second review is written with the first one beside it. */
async function review(felix, look, { family, plan, last }) {
    const { page, hands, visit } = felix;
    await visit('/worklist');
    const due = page.getByRole('row').filter({ hasText: `${last} family` }).filter({ hasText: 'Review the plan' });
    assert.match(await due.innerText(), /Overdue[\s\S]*14 December 2026 – 10 days late/);
    await look('worklist');
    await hands.followLink(`${last} family`);
    await hands.followLink('Review of the family plan');
    await hands.pressButton('Begin');
    const first = new URL(page.url()).pathname;
    await visit(first);
    const begun = await main(page);
    for (const words of ['This plan may drift', 'Read a story at half past seven', 'Asleep by eight']) assert.ok(begun.includes(words), words);
    await look('review-begun');
    await fillEntry(felix, first, reviewed(1, { held: '11 12 2026', score: 4, evidence: 'The chart on the fridge', gets: 'Grace and the school nurse' }));
    await finishEntry(felix, first);

    const second = await beginEntry(felix, family, 'Review of the family plan');
    await visit(second);
    await hands.followLink('See the one before beside this one');
    assert.match(await page.getByRole('row', { name: /^Which review of this plan is it\?/ }).innerText(), /1\s+No answer/);
    assert.match(await page.getByRole('row', { name: /^The action/ }).innerText(), /half past seven[\s\S]*half past seven/);
    await look('before');
    for (const copied of [/: Who gets this review\?/, /: How do we know\? \(Read a story at half past seven/]) {
        await hands.pressButton(copied);
        assert.match(await page.locator('body').innerText(), /The answer is copied/);
    }
    assert.match(await page.getByRole('row', { name: /^Who gets this review/ }).innerText(), /Grace and the school nurse\s+Grace and the school nurse/);
    await look('copied');
    await fillEntry(felix, second, reviewed(2, { held: TODAY, score: 6 }));
    await finishEntry(felix, second);

    for (const [name, entry] of Object.entries({ review: second, plan })) {
        await visit(entry);
        await page.getByRole('img', { name: /Asleep by eight/ }).waitFor();
        assert.ok(await page.getByRole('region', { name: /Asleep by eight/ }).evaluate(showsTheNewest), 'the newest point is seen at once');
        await hands.unfold('The same as a table');
        const table = await page.getByRole('table').first().innerText();
        for (const words of [/Start, 30 October 2026\s+3/, /Review 1, 11 December 2026\s+4\s+up 1\s+3/, /Review 2, 24 December 2026\s+6\s+up 2\s+5\s+up 2/]) assert.match(table, words);
        await look(`trend-${name}`);
    }
}

// Runs in the page. Whether the last review stands within what a narrow screen shows of the picture.
function showsTheNewest(picture) {
    const words = [...picture.querySelectorAll('text')].filter((text) => text.textContent.includes('Review 2')).at(-1).getBoundingClientRect();
    const box = picture.getBoundingClientRect();
    return words.left >= box.left && words.right <= box.right;
}

/** Gives the contact's reference. */
async function stepUp({ page, hands, visit }, look, { family, name }) {
    await visit(family);
    await hands.followLink('Step up to children’s social care');
    await hands.unfold('What goes along');
    assert.match(await main(page), /Plan, with its outcomes and actions: 1 on file/);
    await look('step-up');
    await hands.pressButton('Step up');
    const problems = await problemsOf(page);
    for (const words of [/where this steps up to/, /what has changed/, /the children this is about/, /the family has been told/]) {
        assert.ok(problems.some((problem) => words.test(problem)), `${words} should be among ${problems}`);
    }
    await look('step-up-errors');
    await hands.choose(ASSESSMENT);
    await hands.tick(name);
    await hands.type('What has changed, and for which child?', BRUISE);
    await hands.choose('Not yet');
    await hands.pressButton('Step up');
    assert.equal((await problemsOf(page)).length, 1, 'only why the family has not been told is left to say');
    assert.equal(await page.getByLabel('What has changed, and for which child?').inputValue(), BRUISE);
    await hands.type('If not, why not yet?', NOT_TOLD);
    await hands.pressButton('Step up');
    assert.equal(new URL(page.url()).pathname, family);
    const stepped = await page.locator('body').innerText();
    for (const words of ['paused, not closed', BRUISE, NOT_TOLD]) assert.ok(stepped.includes(words), words);
    assert.equal(await page.getByRole('link', { name: 'Step up to children’s social care' }).count(), 0, 'it cannot step up twice');
    await look('stepped-up');
    const [reference] = stepped.match(/\bR-[0-9A-Z-]+/);
    await hands.followLink(/counted/);
    assert.match(await main(page), /children's social care is leading the work[\s\S]*Since 24 December 2026/i);
    assert.doesNotMatch(await main(page), /Overdue/);
    await look('clocks');
    return reference;
}

/** The front door has it with nothing left to type. Gives the request's address. */
async function frontDoor(dora, maeve, look, { reference, family, name, last }) {
    const { page, hands, visit } = dora;
    await visit('/requests');
    await hands.followLink(new RegExp(reference));
    const request = new URL(page.url()).pathname;
    const contact = await main(page);
    for (const words of [`Stepped up: ${ASSESSMENT}`, BRUISE, NOT_TOLD, name, `Grace ${last}`]) assert.ok(contact.includes(words), words);
    assert.equal(await page.getByText('Not matched').count(), 0, 'everybody is matched');
    await look('contact', page);
    await hands.followLink('The family: its assessment, plan and everything else on file');
    assert.equal(new URL(page.url()).pathname, family);
    await hands.followLink(/^Plan/);
    assert.match(await main(page), /Calm evenings/);
    await screen(hands, request, { ...SCREENED, 'What do you recommend?': ASSESSMENT });

    await maeve.visit(`${request}/decisions`);
    await decideFor(maeve, name, { outcome: ASSESSMENT, team: 'Social Care Assessment', level: 4, why: 'A bruise that nobody explains.' });
    assert.match(await main(maeve.page), /Decision made/);
}

/** Early Help takes it back; social care closes once both have met. */
async function stepDown({ page, hands, visit }, look, { family, name }) {
    await visit(family);
    await hands.followLink('Step down to Early Help');
    assert.match(await main(page), /Social Care Assessment/);
    await look('step-down');
    await hands.pressButton('Step down');
    await problemsOf(page);
    await look('step-down-errors');
    await day(hands, page, 'When does Early Help take over?', TODAY);
    await hands.tick(name);
    await hands.type('Why is social care no longer needed?', 'A fall in the playground, seen by two teachers.');
    for (const check of [/^I have read the threshold document again/, /^The goals/, /^The family and its network agree/]) await hands.tick(check);
    await hands.select('Who leads from now on?', 'Felix Anand, Family support worker (Early Help North)');
    await hands.tick('Yes, they have accepted');
    await hands.pressButton('Step down');
    assert.equal(new URL(page.url()).pathname, family);
    assert.match(await main(page), /Stepped down to Early Help[\s\S]*Felix Anand leads/);
    await look('stepped-down');
    await hands.followLink('Write down the handover meeting, so that social care’s work closes');
    await look('handover');
    await hands.pressButton('Write it down and close');
    await problemsOf(page);
    await look('handover-errors');
    await day(hands, page, 'When did the teams meet to hand over?', TODAY);
    await hands.choose('Yes, or they were told what was said');
    await hands.pressButton('Write it down and close');
    assert.match(await page.locator('body').innerText(), /social care’s work has closed/);
    await look('handed-over');
    await hands.followLink(/counted/);
    assert.match(await main(page), /From 24 December 2026 to 2[34] December 2026/);
}

// Without JavaScript a page is the same but for what it hides; those that hide nothing are looked at once.
const WITHOUT_SCRIPT = ['step-up', 'step-up-errors', 'stepped-up', 'contact', 'step-down-errors', 'handover-errors'];

async function whole({ page, hands, visit, signIn, elsewhere, width, javaScript }) {
    families ??= await inEarlyHelp(elsewhere, CHILDREN);
    const mine = families.shift() ?? assert.fail('a family for each way of making the journey');
    const one = { ...mine, name: `${mine.first} ${mine.last}` };
    const look = (name, on = page) => (javaScript || WITHOUT_SCRIPT.includes(name)) && inspect(on, `j7-${javaScript ? '' : 'plain-'}${name}`);
    const as = async (who) => {
        const other = await elsewhere();
        await other.signIn(who);
        return other;
    };
    await signIn('felix.family');
    const felix = { page, hands, visit };
    const plan = await makePlan(felix, one);
    await review(felix, look, { ...one, plan });
    const reference = await stepUp(felix, look, one);

    await frontDoor(await as('dora.duty'), await as('maeve.manager'), look, { ...one, reference });
    const sol = await as('sol.social');
    await sol.visit(one.family);
    assert.match(await main(sol.page), /Stepped up[\s\S]*Plan/);

    const nell = await as('nell.north');
    await stepDown(nell, (name) => look(name, nell.page), one);
    await sol.visit(one.family);
    assert.doesNotMatch(await main(sol.page), /Plan/);
}

journey('J7 a plan is reviewed, steps up and steps down', { widths: [PHONE] }, whole);
journey('J7 a plan is reviewed, steps up and steps down', { widths: [DESK], javaScript: [true, false], keyboardOnly: true }, whole);
