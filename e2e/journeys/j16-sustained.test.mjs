// J16, six months on: somebody asks whether what changed has lasted. The clock of a demo of its own is moved for it.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { answer, beginEntry, DESK, fillEntry, finishEntry, inEarlyHelp, inspect, journey, PHONE, problemsOf } from '../support/index.mjs';
import { TODAY } from '../support/day.mjs';
import { startDemo } from '../support/server.mjs';

// The work ends on 24 December, so the change must have lasted until 24 June.
const LATER = '2027-06-25T09:15:00Z';
const CHILDREN = ['Ida', 'Joe', 'Kit'].map((first) => ({ first, last: `Yew${first.toLowerCase()}`, born: '4 5 2015' }));
const BETTER = ['School, college and learning', 'Body and mind', 'Getting on as a family'];

const main = (page) => page.getByRole('main').innerText();
const demo = await startDemo({ people: 60 });
after(() => demo.stop());
let families;

/** The closure's pages. The family chose to stop, so that no visit is asked for. */
const ENDING = {
    end: { closed_on: TODAY, lead_name: 'Felix Anand' },
    why: { reason: 'family-stopped' },
    seen: { child_seen_on: '22 12 2026', home_seen_on: '22 12 2026' },
    summary: { work_done: 'Bedtimes are calm, and Grace sleeps again.' },
    'need/*': { need_outcome: 'does-not-apply' },
    'need/1': { need_outcome: 'achieved' },
    'need/3': { need_outcome: 'achieved' },
    'need/5': { need_outcome: 'achieved' },
    'child-voice/*': { child_ending: 'I want to keep the chart.' },
    'from-now-on': { keep_going: 'Her sister comes on Thursdays.', who_to_call: 'The school nurse.' },
    checklist: { checklist: ['notes', 'drafts', 'actions', 'chronology', 'summary', 'details'] },
    afterwards: { feedback: 'yes' },
};

/** Work with each family is closed and signed off, and half a year goes by. */
async function closedHalfAYearAgo(elsewhere) {
    const made = await inEarlyHelp(elsewhere, CHILDREN);
    const as = async (who) => {
        const one = await elsewhere();
        await one.signIn(who);
        return one;
    };
    const [felix, nell] = [await as('felix.family'), await as('nell.north')];
    for (const { family } of made) {
        const closure = await beginEntry(felix, family, 'Moving on');
        await fillEntry(felix, closure, ENDING);
        await finishEntry(felix, closure);
        await nell.visit(closure);
        await nell.hands.choose('Sign it off');
        await nell.hands.pressButton('Save');
        assert.match(await nell.page.locator('body').innerText(), /The work has ended/);
    }
    await demo.kill();
    await demo.again(LATER);
    return made;
}

async function asks({ page, hands, visit, signIn, elsewhere, javaScript }) {
    families ??= await closedHalfAYearAgo(elsewhere);
    const { family, last } = families.shift() ?? assert.fail('a family for each way of making the journey');
    const look = (state) => inspect(page, `j16-sustained-${javaScript ? '' : 'plain-'}${state}`);
    await signIn('felix.family', { fresh: true });
    await visit('/worklist?show=all');
    const due = page.getByRole('row').filter({ hasText: `${last} family` }).filter({ hasText: 'Ask whether the change has lasted' });
    assert.match(await due.innerText(), /24 June 2027 – 1 day late/);
    await look('worklist');
    await hands.followLink(/^Ask whether the change has lasted/, { inside: due });
    assert.equal(new URL(page.url()).pathname, `${family}/sustained-check`);
    assert.match(await main(page), /the change must have lasted until Thursday 24 June 2027: ask the family now/);
    await look('asks');

    await hands.pressButton('Write it down');
    const problems = await problemsOf(page);
    for (const words of [/the day you asked/, /how you asked/, /what the family said/, ...BETTER.map((need) => new RegExp(`has lasted: ${need}`))]) {
        assert.ok(problems.some((problem) => words.test(problem)), `${words} should be among ${problems}`);
    }
    assert.equal(problems.length, 6, 'what was not part of the work is not asked about');
    await look('errors');

    await answer(hands, 'When did you ask?', '25 6 2027');
    await answer(hands, 'How did you ask?', 'A call');
    await answer(hands, 'What did the family say?', 'He still sleeps, and she works again.');
    for (const need of BETTER.slice(0, 2)) await answer(hands, need, 'Yes, it has lasted');
    await answer(hands, BETTER[2], 'No');
    await hands.pressButton('Write it down');
    assert.match(await main(page), /The work ended on 24 December 2026\.[\s\S]*Asked on 25 June 2027, a call[\s\S]*No result/);
    await hands.unfold('Why it does not count as a result');
    assert.match(await main(page), /Getting on as a family has not stayed better/);
    await look('no-result');

    await hands.unfold('Ask again');
    await answer(hands, 'When did you ask?', '25 6 2027');
    await answer(hands, 'How did you ask?', 'A visit');
    await answer(hands, 'What did the family say?', 'It was a bad week. They get on.');
    for (const need of BETTER) await answer(hands, need, 'Yes, it has lasted');
    await hands.pressButton('Write it down');
    assert.match(await main(page), /a visit[\s\S]*It has lasted/);
    await look('result');
    await visit('/worklist?show=all');
    assert.doesNotMatch(await main(page), new RegExp(`${last} family`), 'nothing is left to ask');
}

journey('J16 somebody asks whether the change has lasted', { widths: [PHONE], baseURL: demo.url }, asks);
journey('J16 somebody asks whether the change has lasted', { widths: [DESK], javaScript: [true, false], keyboardOnly: true, baseURL: demo.url }, asks);
