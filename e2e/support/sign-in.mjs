// Signing in as one of the cast. The demo shows their passwords on its sign-in page, and the code on the next.
import assert from 'node:assert/strict';

// A code works once and the next one comes within 30 seconds, so journeys of a file share what one sign-in gave.
const cookies = new Map();
const UNTIL_THE_NEXT_CODE_MS = 31_000;

/** Signs in as `who`, for instance "dora.duty". `fresh` asks for a session nobody else has, for a journey that signs out. */
export async function signIn(page, who, { fresh = false } = {}) {
    if (!fresh && cookies.has(who)) {
        await page.context().addCookies(cookies.get(who));
        await page.goto('/home');
    } else {
        if (!(await bothSteps(page, who))) {
            // Somebody used this code already, a moment ago.
            await page.waitForTimeout(UNTIL_THE_NEXT_CODE_MS);
            await bothSteps(page, who);
        }
        if (!fresh) cookies.set(who, await page.context().cookies());
    }
    assert.ok(!where(page).startsWith('/sign-in'), `${who} should be signed in, but this is ${page.url()}`);
}

/** Returns whether the code was accepted. */
async function bothSteps(page, who) {
    await page.goto('/sign-in');
    const row = page.getByRole('row').filter({ has: page.getByRole('cell', { name: who, exact: true }) });
    assert.equal(await row.count(), 1, `the sign-in page should list ${who}`);
    const password = await row.getByRole('cell').last().innerText();
    await page.getByLabel('Sign-in name', { exact: true }).fill(who);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    // `innerText` waits for the page of the second step, whose address may be the same.
    const [code] = (await page.getByText('The code is').innerText()).match(/\d{6}/);
    await page.getByLabel('Six-digit code', { exact: true }).fill(code);
    const answered = page.waitForEvent('framenavigated');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await answered;
    await page.waitForLoadState();
    return !(await page.getByText('That code is not right').first().isVisible());
}

function where(page) {
    return new URL(page.url()).pathname;
}
