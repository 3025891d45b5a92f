// The server dies between two keystrokes, and the browser with it, again and again. What somebody typed five seconds before or
// earlier is there when they open the page again. A few times in each run; a hundred with
//
//     KITH_KEYSTROKES=100 node e2e/run.mjs keystrokes
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from '../support/index.mjs';
import { startDemo } from '../support/server.mjs';
import { signIn } from '../support/sign-in.mjs';

const ROUNDS = Number(process.env.KITH_KEYSTROKES ?? 3);
const MAY_BE_LOST_MS = 5_000;
const OSEI = '/families/ca570004-0000-4000-8000-000000000003';
const BOX = 'What happened, and what did you see and hear?';
const WORDS = 'she said that mornings are better since the clock was moved and that he sleeps through until seven ';

/** Types as people do, a letter at a time, until it is told to stop; when each letter was typed. */
async function typeUntil(box, round, isOver) {
    const typed = [];
    const letters = `${round}: ${WORDS.repeat(20)}`;
    for (const letter of letters) {
        if (isOver()) break;
        await box.pressSequentially(letter).catch(() => {});
        if (isOver()) break;
        typed.push({ letter, at: Date.now() });
        await new Promise((resolve) => setTimeout(resolve, 40 + Math.random() * 80));
    }
    return typed;
}

test(`the server is killed ${ROUNDS} times while somebody types`, { timeout: 120_000 + ROUNDS * 60_000 }, async () => {
    const demo = await startDemo({ people: 60 });
    const { page } = await openPage({ baseURL: demo.url });
    const context = page.context();
    const oldest = [];
    try {
        await signIn(page, 'felix.family', { fresh: true });
        await page.goto(OSEI);
        await page.getByRole('link', { name: 'Case note', exact: true }).click();
        await page.getByRole('button', { name: 'Begin' }).click();
        await page.waitForLoadState();
        const address = `${new URL(page.url()).pathname}/pages/note`;
        await page.close();
        for (let round = 1; round <= ROUNDS; round += 1) {
            const tab = await context.newPage();
            await tab.goto(address);
            const box = tab.getByLabel(BOX, { exact: true });
            await box.fill('');
            let over = false;
            const typing = typeUntil(box, round, () => over);
            await new Promise((resolve) => setTimeout(resolve, 6_000 + Math.random() * 4_000));
            over = true;
            const killed = Date.now();
            await Promise.all([demo.kill(), tab.close()]);
            const typed = await typing;
            await demo.again();
            const after = await context.newPage();
            await after.goto(address);
            const kept = await after.getByLabel(BOX, { exact: true }).inputValue();
            await after.close();
            const wanted = typed.map(({ letter }) => letter).join('');
            let same = 0;
            while (same < wanted.length && wanted[same] === kept[same]) same += 1;
            const lost = typed[same];
            const age = lost ? killed - lost.at : 0;
            oldest.push(age);
            assert.ok(age <= MAY_BE_LOST_MS, `round ${round}: a letter typed ${age} ms before is lost. Kept: "${kept}" of "${wanted}"`);
            assert.ok(same > 0, `round ${round}: nothing of "${wanted}" was kept`);
        }
        oldest.sort((one, other) => one - other);
        console.log(`${ROUNDS} kills: the oldest letter lost was ${oldest.at(-1)} ms old, by the median ${oldest[Math.floor(ROUNDS / 2)]} ms`);
    } finally {
        await context.close();
        await demo.stop();
    }
});
