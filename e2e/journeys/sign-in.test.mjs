// An officer signs in. Every other journey of an officer begins so.
import assert from 'node:assert/strict';
import { inspect, journey } from '../support/index.mjs';

journey('A duty officer signs in', { javaScript: [true, false] }, async ({ page, keyboard, visit, signIn }) => {
    await visit('/sign-in');
    await inspect(page, 'sign-in');
    await keyboard.type('Sign-in name', 'dora.duty');
    await keyboard.type('Password', 'not the password');
    await keyboard.pressButton('Continue');
    assert.ok(await page.getByRole('alert').isVisible(), 'a wrong password is refused with an error summary');
    await inspect(page, 'sign-in-refused');
    await signIn('dora.duty');
    await inspect(page, 'home-of-a-duty-officer');
});
