// What must hold on every page and in every state of it.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { NARROWEST } from './widths.mjs';
import { withCheckable } from './without-script.mjs';

const SCREENS = fileURLToPath(new URL('../screens/', import.meta.url));
// WCAG 2.2 at levels A and AA is the law for councils; best practices are our own wish. No rule is switched off.
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// While a journey is being written: its steps alone. `./test` never sets it.
const QUICK = process.env.KITH_E2E_QUICK === '1';

/** Checks the page as it stands and keeps a picture of it under `name`. */
export async function inspect(page, name) {
    if (QUICK) return;
    await screenshot(page, name);
    await assertAccessible(page);
    await assertNoSidewaysScrolling(page);
}

/** axe finds nothing wrong. */
export async function assertAccessible(page) {
    const check = (checked) => new AxeBuilder({ page: checked }).withTags(RULES).analyze();
    const { violations, passes } = await withCheckable(page, check);
    assert.ok(passes.length > 0, 'axe checked nothing');
    const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `    ${node.html}`).join('\n')}`);
    assert.deepEqual(found, [], `axe found this on ${page.url()}:\n${found.join('\n')}`);
}

/** Nothing sticks out at the narrowest width. */
export async function assertNoSidewaysScrolling(page) {
    const before = page.viewportSize();
    await page.setViewportSize({ ...before, width: NARROWEST });
    const { needed, tooWide } = await page.evaluate((available) => {
        const all = [...document.querySelectorAll('body *')];
        const wide = all.filter((element) => element.getBoundingClientRect().right > available + 1);
        return { needed: document.documentElement.scrollWidth, tooWide: wide.slice(0, 3).map((it) => it.outerHTML.slice(0, 120)) };
    }, NARROWEST);
    await page.setViewportSize(before);
    assert.ok(needed <= NARROWEST, `${page.url()} needs ${needed} px of ${NARROWEST}:\n${tooWide.join('\n')}`);
}

/** Keeps a picture of the whole page. */
export async function screenshot(page, name) {
    mkdirSync(SCREENS, { recursive: true });
    const file = `${name}-${page.viewportSize().width}`.replace(/[^a-zA-Z0-9]+/g, '-').toLowerCase();
    await page.screenshot({ path: `${SCREENS}${file}.png`, fullPage: true });
}
