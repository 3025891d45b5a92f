// Opening pages in Chromium and running a journey at each width.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { screenshot } from './inspect.mjs';
import { Keyboard } from './keyboard.mjs';
import { Mouse } from './mouse.mjs';
import { signIn } from './sign-in.mjs';
import { DESK, HEIGHT, PHONE } from './widths.mjs';
import { hasNoScript } from './without-script.mjs';

const EXECUTABLE = process.env.KITH_CHROMIUM ?? '/usr/bin/chromium';
// A page that takes longer than this to do anything is broken.
const PATIENCE_MS = 10_000;
// A whole journey, with a check of every page.
const LONGEST_MS = 240_000;

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
 * A test of `steps` at each width, with and without JavaScript as asked (`javaScript: [true, false]`); `keyboardOnly` makes
 * the `hands` a keyboard instead of a mouse.
 *
 * `steps` is given `page`, `hands`, `keyboard`, `visit(path)`, `signIn(name)`, `elsewhere()`, `width` and `javaScript`.
 */
export function journey(name, options, steps) {
    const { widths = [PHONE, DESK], javaScript: scripts = [true], keyboardOnly = false, baseURL } = options;
    for (const width of widths) {
        for (const javaScript of scripts) {
            const how = `${javaScript ? '' : ', no JavaScript'}${keyboardOnly ? ', keyboard only' : ''}`;
            const title = `${name} (${width} px${how})`;
            test(title, { timeout: LONGEST_MS }, () => once(title, { width, javaScript, keyboardOnly, baseURL }, steps));
        }
    }
}

async function once(title, { width, javaScript, keyboardOnly, baseURL }, steps) {
    assert.ok(process.env.KITH_E2E_URL, 'start journeys with `node e2e/run.mjs`, which starts the server');
    const opened = [];
    // Another person at another device: a browser that knows nothing of this one.
    const elsewhere = async () => {
        const device = await openPage({ width, javaScript, ...(baseURL && { baseURL }) });
        opened.push(device);
        const { page } = device;
        return {
            page,
            keyboard: new Keyboard(page),
            hands: keyboardOnly ? new Keyboard(page) : new Mouse(page),
            visit: (path) => page.goto(path),
            signIn: (who, how) => signIn(page, who, how),
        };
    };
    try {
        await steps({ ...(await elsewhere()), elsewhere, width, javaScript });
        for (const { troubles } of opened) assert.deepEqual(troubles, [], 'the browser complained');
    } catch (error) {
        for (const [number, { page }] of opened.entries()) await screenshot(page, `failed-${title}-${number + 1}`).catch(() => {});
        throw error;
    } finally {
        for (const { page } of opened) await page.context().close();
    }
}

after(closeBrowser);
