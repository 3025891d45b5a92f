// Signing in as one of the cast. The demo's sign-in page shows their passwords, and its second step the code.
import assert from 'node:assert/strict';

/** Signs in as `who`, for instance "dora.duty". */
export async function signIn(page, who) {
    await page.goto('/sign-in');
    const password = await page.locator(`[data-sign-in-name="${who}"]`).getAttribute('data-password');
    assert.ok(password, `the sign-in page should show a password for ${who}`);
    await page.getByLabel('Sign-in name', { exact: true }).fill(who);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.locator('main form button[type=submit]').first().click();
    await page.waitForLoadState();
    const code = page.locator('[data-demo-code]');
    if (await code.count()) {
        await page.locator('input[autocomplete=one-time-code]').fill(await code.getAttribute('data-demo-code'));
        await page.locator('main form button[type=submit]').first().click();
        await page.waitForLoadState();
    }
    assert.ok(!new URL(page.url()).pathname.startsWith('/sign-in'), `${who} should be signed in, but this is ${page.url()}`);
}
