// An officer adds a passkey, signs in with it without typing a name, and confirms with it who sits there. The passkey is in
// Chromium's virtual authenticator, so no finger is needed.
import assert from 'node:assert/strict';
import { inspect, journey } from '../support/index.mjs';

// Browsers take passkeys at a name alone, never at an address of numbers.
const AT = (process.env.KITH_E2E_URL ?? '').replace('127.0.0.1', 'localhost');

async function authenticator(page) {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
        options: {
            protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
            automaticPresenceSimulation: true,
        },
    });
    return {
        verifies: (isUserVerified) => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
        keys: async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
        // As a copied key would: the counter goes back.
        goBack: async () => {
            const [key] = (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
            await devtools.send('WebAuthn.removeCredential', { authenticatorId, credentialId: key.credentialId });
            await devtools.send('WebAuthn.addCredential', { authenticatorId, credential: { ...key, signCount: 0 } });
        },
    };
}

async function press(page, name) {
    const answered = page.waitForEvent('framenavigated');
    await page.getByRole('button', { name, exact: true }).click();
    await answered;
    await page.waitForLoadState();
}

journey('An officer signs in with a passkey', { javaScript: [true], baseURL: AT }, async ({ page, visit, signIn }) => {
    const key = await authenticator(page);
    await signIn('fern.family', { fresh: true });
    await visit('/account');
    await inspect(page, 'account');
    await visit('/account/passkeys');
    await inspect(page, 'passkeys-none');
    await page.getByLabel('Name', { exact: true }).fill('Work laptop');
    await press(page, 'Add a passkey');
    assert.ok(await page.getByText('Passkey added').first().isVisible());
    const [made] = await key.keys();
    assert.equal(made.isResidentCredential, true, 'the device knows whose it is');
    await inspect(page, 'passkeys-one');
    await press(page, 'Sign out');

    await visit('/sign-in');
    await press(page, 'Sign in with a passkey');
    assert.equal(new URL(page.url()).pathname, '/home', 'no name and no code was typed');

    // Nobody's finger: the key answers, but does not say that it asked for one.
    await press(page, 'Sign out');
    await visit('/sign-in');
    await key.verifies(false);
    await page.getByRole('button', { name: 'Sign in with a passkey', exact: true }).click();
    await page.getByText('The passkey was not used').waitFor();
    assert.equal(new URL(page.url()).pathname, '/sign-in');
    await key.verifies(true);

    // A copied key's counter goes back.
    await key.goBack();
    await press(page, 'Sign in with a passkey');
    assert.ok(await page.getByText('That passkey did not work').first().isVisible());
});

journey('An officer confirms with a passkey who they are', { javaScript: [true], baseURL: AT }, async ({ page, visit, signIn }) => {
    await authenticator(page);
    await signIn('tess.team', { fresh: true });
    await visit('/account/passkeys');
    await page.getByLabel('Name', { exact: true }).fill('Security key');
    await press(page, 'Add a passkey');
    // Signed in with a password: the second step by passkey.
    await press(page, 'Sign out');
    await visit('/sign-in');
    const row = page.getByRole('row').filter({ has: page.getByRole('cell', { name: 'tess.team', exact: true }) });
    const password = await row.getByRole('cell').last().innerText();
    await page.getByLabel('Sign-in name', { exact: true }).fill('tess.team');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await press(page, 'Continue');
    await inspect(page, 'second-step-with-passkey');
    await press(page, 'Use a passkey');
    assert.equal(new URL(page.url()).pathname, '/home');

    // And once more, before something sensitive.
    await visit('/sign-in/again?then=/account/password');
    await inspect(page, 'confirm-that-it-is-you');
    await press(page, 'Use a passkey');
    assert.equal(new URL(page.url()).pathname, '/account/password');
    await inspect(page, 'change-password');
});

journey('Before a session ends a dialog says so, and staying is one press', { javaScript: [true] }, async ({ page, visit, signIn }) => {
    await page.clock.install();
    await signIn('dora.duty', { fresh: true });
    await visit('/home');
    await page.clock.fastForward('12:00');
    assert.ok(!(await page.getByRole('dialog').isVisible()), 'not yet');
    await page.clock.fastForward('01:05');
    await page.getByRole('dialog', { name: 'You will soon be signed out' }).waitFor();
    await inspect(page, 'soon-signed-out');
    await page.getByRole('button', { name: 'Stay signed in', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.clock.fastForward('15:01');
    await page.getByRole('dialog', { name: 'You have been signed out' }).waitFor();
});

journey('Without JavaScript the page says when the session ends', { javaScript: [false] }, async ({ page, signIn }) => {
    await signIn('dora.duty', { fresh: true });
    assert.ok(await page.getByText('You will be signed out at').isVisible());
    assert.equal(await page.getByRole('button', { name: 'Sign in with a passkey' }).count(), 0);
});
