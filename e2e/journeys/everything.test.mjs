// Every page that links lead to, as each of the cast and as nobody: none breaks, none names anybody in its title or address,
// and each kind of page passes the checks at both widths.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { assertAccessible, assertNoSidewaysScrolling, closeBrowser, DESK, openPage, PHONE, screenshot } from '../support/index.mjs';
import { signIn } from '../support/sign-in.mjs';

const MOST_PAGES = 60;
// Two persons' pages are one page with other words: a few of each kind say enough.
const MOST_OF_A_KIND = 3;
const cast = readFileSync(new URL('../../docs/reference/cast.md', import.meta.url), 'utf8');
const STAFF = [...cast.matchAll(/^\| `([a-z]+\.[a-z]+)` \|/gm)].map(([, name]) => name);
const NAMES = namesOfTheCast();
const checked = new Set();

function namesOfTheCast() {
    const people = [...cast.matchAll(/^\| ([^|`]+?) \| `ca570001-/gm)].map(([, words]) => words.split(/[,;.]/)[0]);
    const words = people.join(' ').match(/\p{Lu}[\p{L}'-]{2,}/gu);
    return new Set(words.filter((word) => word !== 'Unborn'));
}

test('the list of the cast could be read', () => {
    assert.ok(STAFF.length >= 12 && STAFF.includes('dora.duty'));
    assert.ok(NAMES.has('Charlie') && NAMES.has('Osei') && !NAMES.has('Unborn'));
});

for (const who of [null, ...STAFF]) {
    test(`every page that links lead to, as ${who ?? 'nobody'}`, { timeout: 360_000 }, async () => {
        const { page, troubles } = await openPage();
        try {
            if (who) await signIn(page, who);
            await crawl(page, who, troubles);
        } finally {
            await page.context().close();
        }
    });
}

async function crawl(page, who, troubles) {
    const waiting = who ? ['/home', '/'] : ['/'];
    const seen = new Set(waiting);
    const ofKind = new Map();
    const faults = [];
    for (let visited = 0; waiting.length && visited < MOST_PAGES; visited += 1) {
        const path = waiting.shift();
        const answer = await page.request.get(path, { maxRedirects: 5 });
        const isPage = (answer.headers()['content-type'] ?? '').startsWith('text/html');
        if (answer.status() >= 400 && answer.status() !== 403) faults.push(`a link leads to ${path}, which answers ${answer.status()}`);
        if (!isPage) continue;
        const html = await answer.text();
        faults.push(...titleFaults(path, html), ...(await faultsOnce(page, path, html)));
        for (const next of linksOf(html)) {
            const count = ofKind.get(kindOf(next)) ?? 0;
            if (seen.has(next) || count >= MOST_OF_A_KIND) continue;
            seen.add(next);
            ofKind.set(kindOf(next), count + 1);
            if (named(decodeURIComponent(next)).length) faults.push(`a link on ${path} names somebody: ${next}`);
            waiting.push(next);
        }
    }
    // All of them at once: a run takes minutes.
    assert.deepEqual([...faults, ...troubles], []);
}

const titleOf = (html) => html.match(/<title>([^<]*)<\/title>/)?.[1].trim() ?? '';

function titleFaults(path, html) {
    const title = titleOf(html);
    if (title.length < 10) return [`${path} has no title`];
    return named(title).length ? [`the title of ${path} names somebody: ${title}`] : [];
}

/** Opens one page of each kind at both widths. Two states of one address, such as another heading, are two kinds. */
async function faultsOnce(page, path, html) {
    const kind = `${kindOf(path)} ${titleOf(html)}`;
    if (checked.has(kind)) return [];
    checked.add(kind);
    const faults = [];
    for (const width of [PHONE, DESK]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(path);
        await screenshot(page, `every-${kindOf(path)}`);
        for (const check of [assertAccessible, assertNoSidewaysScrolling]) {
            await check(page).catch((error) => faults.push(error.message));
        }
    }
    const bar = page.locator('.moj-identity-bar__title');
    if ((await bar.count()) && titleOf(html).includes(await bar.innerText())) faults.push(`the title of ${path} says whom it is about`);
    return faults;
}

const named = (text) => (text.match(/\p{L}+/gu) ?? []).filter((word) => NAMES.has(word));
const kindOf = (path) => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID').replace(/\d+/g, 'N');

/** The addresses of ours that a page links to. Other hosts, files and places on the same page are left out. */
function linksOf(html) {
    return [...html.matchAll(/<a\s[^>]*?href="([^"]+)"/g)]
        .map(([, href]) => href.replaceAll('&amp;', '&').replaceAll('&#x2f;', '/').split('#')[0])
        .filter((href) => href.startsWith('/') && !href.startsWith('//') && !href.startsWith('/assets/'));
}

after(closeBrowser);
