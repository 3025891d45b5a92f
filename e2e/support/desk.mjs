// The work of the duty desk, as steps that several journeys share.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answer, isPage } from './answers.mjs';

/**
 * Fills in a form page by page. `pages` has the answers by the page's heading; an array holds those of one child or adult
 * after the other. A page it does not name is left empty. `look(heading)` is called on each page before it is sent.
 */
export async function fillForm(hands, pages, { look = async () => {}, last = 'Check your answers' } = {}) {
    const { page } = hands;
    const left = Object.fromEntries(Object.entries(pages).map(([title, answers]) => [title, [answers].flat()]));
    for (let step = 0; step < 80; step += 1) {
        const title = await page.getByRole('heading', { level: 1 }).innerText();
        await isPage(page, title);
        if (title.startsWith(last)) {
            const unused = Object.entries(left).filter(([, answers]) => answers.length).map(([name]) => name);
            assert.deepEqual(unused, [], 'every page should have been asked');
            return;
        }
        const another = page.getByRole('group', { name: /^Do you want to add/ });
        if (await another.count()) {
            const [, one] = (await another.locator('legend').innerText()).match(/add (?:another|an?) (\w+)\?/);
            const heading = { child: 'About the child', adult: 'Adults in the family', service: 'Services that know the family' };
            await hands.choose(left[heading[one]]?.length ? 'Yes' : 'No', { inside: another });
            await look(title);
            await hands.pressButton('Continue');
            continue;
        }
        for (const [question, value] of Object.entries(left[title]?.shift() ?? {})) await answer(hands, question, value);
        await look(title);
        await hands.pressButton('Save and continue');
    }
    assert.fail('the form has no end');
}

/** Writes down a request at the desk. Returns the address of its page. */
export async function recordAtDesk(hands, pages, look = async () => {}) {
    const { page } = hands;
    await page.goto('/requests/new');
    await isPage(page, 'Record a new request');
    await look('Record a new request');
    await hands.pressButton('Begin');
    await fillForm(hands, pages, { look });
    await look('Check your answers');
    await hands.pressButton('Record this request');
    const { pathname } = new URL(page.url());
    assert.match(pathname, /^\/requests\/[0-9a-f-]{36}$/, 'recording should lead to the request');
    return pathname;
}

/** Opens the page where the person called `name` in the request is matched. */
export async function openMatching(hands, request, name) {
    await hands.page.goto(`${request}/people`);
    await hands.followLink(`See whether ${name} is already known`);
}

/** Says that the person found as `known` (name and year of birth) is the one the request names. */
export async function chooseMatch(hands, known) {
    const button = hands.page.getByRole('button', { name: known });
    await hands.pressButton(/^This is them/, { inside: hands.page.getByRole('listitem').filter({ has: button }).first() });
}

/** Matches to the first suggestion whose button says `known`. */
export async function match(hands, request, name, known) {
    await openMatching(hands, request, name);
    await chooseMatch(hands, known);
}

/** Screens a request and passes it to a manager. */
export async function screen(hands, request, answers) {
    const { page } = hands;
    await page.goto(`${request}/screening`);
    for (const [question, value] of Object.entries(answers)) await answer(hands, question, value);
    await hands.pressButton('Pass to a manager');
    assert.match(await page.getByRole('main').innerText(), /Passed to a manager/);
}

/** The reference of the request whose page is open. */
export async function referenceOf(page) {
    return (await page.locator('.moj-identity-bar__title').innerText()).replace('Request ', '').trim();
}

/**
 * The words of one of the Family Context project's two mock referrals where a copy lies beside this repository, else our
 * own words to the same effect.
 */
export function referral(number, ourWords) {
    const file = fileURLToPath(new URL(`../../../shared/data/family-context/mock-referral-${number}.txt`, import.meta.url));
    if (existsSync(file)) return readFileSync(file, 'utf8').replace(/\r/g, '').split(/^\s*(?:Email from|Phone call came)/m)[1].trim();
    assert.ok(!process.env.KITH_NEEDS_SHARED, `${file} is needed`);
    console.log(`skipped: the words of mock referral ${number}; ours are used instead`);
    return ourWords;
}
