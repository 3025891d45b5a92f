// Opening pages in Chromium and running a journey at each width.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { screenshot } from './inspect.mjs';
import { Keyboard } from './keyboard.mjs';
import { signIn } from './sign-in.mjs';
import { DESK, HEIGHT, PHONE } from './widths.mjs';
import { hasNoScript } from './without-script.mjs';

const EXECUTABLE = process.env.KITH_CHROMIUM ?? '/usr/bin/chromium';
// A page that takes longer than this to do anything is broken.
const PATIENCE_MS = 10_000;

let browser;

async function theBrowser() {
    browser ??= await chromium.launch({
        executablePath: EXECUTABLE,
        // Chromium refuses its sandbox to root, who is who runs tests in containers.
        chromiumSandbox: process.getuid?.() !== 0,
    });
    return browser;
}

/** Closes the browser; the journeys of a file do so by themselves. */
export async function closeBrowser() {
    await browser?.close();
    browser = undefined;
}

/**
 * A page in a context of its own, so without anybody's cookies. `troubles` collects what the browser complained of.
 */
export async function openPage({ width = DESK, javaScript = true, baseURL = process.env.KITH_E2E_URL } = {}) {
    const context = await (await theBrowser()).newContext({
        baseURL,
        javaScriptEnabled: javaScript,
        locale: 'en-GB',
        timezoneId: 'Europe/London',
        viewport: { width, height: HEIGHT },
        hasTouch: width === PHONE,
        reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    if (!javaScript) hasNoScript(page);
    return { page, troubles: troublesOf(page) };
}

// A browser reports what the content security policy refused as an error on the console.
function troublesOf(page) {
    const troubles = [];
    page.on('console', (message) => {
        // An answer of 4xx is logged as an error too; journeys check those answers themselves.
        const where = message.location().url;
        const expected = message.text().startsWith('Failed to load resource') && where === page.url();
        if (message.type() === 'error' && !expected) troubles.push(`console: ${message.text()} ${where}`);
    });
    page.on('pageerror', (error) => troubles.push(`script: ${error.message}`));
    page.on('response', (response) => {
        if (response.status() >= 500) troubles.push(`${response.status()} from ${response.url()}`);
    });
    page.on('requestfailed', (request) => {
        // Leaving a page cuts off what it was still loading.
        const why = request.failure()?.errorText;
        if (why !== 'net::ERR_ABORTED') troubles.push(`${why} for ${request.url()}`);
    });
    return troubles;
}

/**
 * A test of `steps` at each width, with and without JavaScript as asked (`javaScript: [true, false]`).
 *
 * `steps` is given `page`, `keyboard`, `visit(path)`, `signIn(name)`, `width` and `javaScript`.
 */
export function journey(name, options, steps) {
    const { widths = [PHONE, DESK], javaScript: scripts = [true] } = options;
    for (const width of widths) {
        for (const javaScript of scripts) {
            const title = `${name} (${width} px${javaScript ? '' : ', no JavaScript'})`;
            test(title, { timeout: 120_000 }, () => once(title, { width, javaScript }, steps));
        }
    }
}

async function once(title, { width, javaScript }, steps) {
    assert.ok(process.env.KITH_E2E_URL, 'start journeys with `node e2e/run.mjs`, which starts the server');
    const { page, troubles } = await openPage({ width, javaScript });
    try {
        await steps({
            page,
            width,
            javaScript,
            keyboard: new Keyboard(page),
            visit: (path) => page.goto(path),
            signIn: (who) => signIn(page, who),
        });
        assert.deepEqual(troubles, [], 'the browser complained');
    } catch (error) {
        await screenshot(page, `failed-${title}`).catch(() => {});
        throw error;
    } finally {
        await page.context().close();
    }
}

after(closeBrowser);
