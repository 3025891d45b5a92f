// Work with a family, as steps that several journeys share.
import assert from 'node:assert/strict';
import { isPage } from './answers.mjs';
import { healthVisitorRings, SCREENED } from './calls.mjs';
import { openMatching, recordAtDesk, screen } from './desk.mjs';
import { Mouse } from './mouse.mjs';

/**
 * Families that nobody knew, each a child and their mother Grace, with open Early Help from Felix Anand: the desk, the duty
 * manager and his own manager see to it with the mouse. A journey that changes what work is open takes such a family, so that
 * the cast's stay as they are and it can be run once more. Gives the address of each child's family and record.
 */
export async function inEarlyHelp(elsewhere, children) {
    const as = async (who) => {
        const { page, visit, signIn } = await elsewhere();
        await signIn(who);
        return { page, visit, hands: new Mouse(page) };
    };
    const names = children.map(({ first, last }) => `${first} ${last}`);
    const dora = await as('dora.duty');
    const request = await recordAtDesk(dora.hands, healthVisitorRings(children));
    for (const name of names) {
        await openMatching(dora.hands, request, name);
        await dora.hands.pressButton('Not known: record as a new person');
    }
    const families = [];
    for (const { first, last } of children) families.push({ ...(await withMother(dora, request, `${first} ${last}`, last)), first, last });
    await screen(dora.hands, request, SCREENED);

    const maeve = await as('maeve.manager');
    await maeve.visit(`${request}/decisions`);
    for (const name of names) await decideFor(maeve, name, { outcome: 'Early help', team: 'Early Help North', level: 2, why: 'A worker can help with bedtimes.' });

    const nell = await as('nell.north');
    await nell.visit('/teams/early-help-north/reassign');
    for (const { last } of children) await nell.hands.tick(new RegExp(`^${last} family\\b`));
    await nell.hands.select('Who takes over?', 'Felix Anand, Family support worker');
    await nell.hands.pressButton('Hand over');
    return families;
}

/** The child becomes a family with their mother. */
async function withMother({ page, visit, hands }, request, child, last) {
    await visit(`${request}/people`);
    await hands.followLink(child);
    const person = new URL(page.url()).pathname;
    await visit(`${person}/relationships/new`);
    await hands.choose('Somebody who is not on record');
    await hands.type('First name', 'Grace');
    await hands.type('Last name (optional)', last);
    await hands.select('What are they to this person?', 'parent');
    await hands.choose('Stated: somebody told us');
    await hands.pressButton('Save relationship');
    await visit(`${person}/family`);
    await hands.followLink(`Grace ${last}`);
    await visit(`${new URL(page.url()).pathname}/date-of-birth`);
    await hands.choose('On a day we know');
    const group = page.getByRole('group', { name: 'Date of birth', exact: true });
    for (const [part, text] of Object.entries({ Day: '3', Month: '2', Year: '1988' })) await hands.type(part, text, { inside: group });
    await hands.pressButton('Save');
    await visit(`${person}/family/new`);
    await hands.type('What is the family called?', last);
    await hands.tick(new RegExp(`^Grace ${last}`));
    await hands.pressButton('Save family');
    await hands.followLink(new RegExp(`^${last}, F-`));
    return { person, family: new URL(page.url()).pathname };
}

/** What a duty manager decides for one child on the page where it is decided. */
export async function decideFor({ page, hands }, child, { outcome, team, level, why }) {
    const form = page.getByRole('region', { name: new RegExp(`^${child},`) });
    await hands.choose(outcome, { inside: form });
    // Under each outcome that goes to a team stands a list of those it may go to.
    const chosen = form.locator('.govuk-radios__item').filter({ has: page.getByRole('radio', { name: outcome, exact: true }) });
    await hands.select('Team', team, { inside: chosen.locator('xpath=following-sibling::div[1]') });
    await hands.choose(new RegExp(`^Level ${level}`), { inside: form });
    await hands.type('Why?', why, { inside: form });
    await hands.pressButton(/^Make this decision/, { inside: form });
}

/** Begins a form about those who are ticked already, and gives its address. */
export async function beginEntry({ page, visit, hands }, family, form) {
    await visit(family);
    await hands.followLink(form);
    await hands.pressButton('Begin');
    return new URL(page.url()).pathname;
}

/**
 * Fills in pages of an entry where filling in is not what the journey is about: each is sent as a browser sends it, without
 * being drawn. `pages` has the answers by a page's address and a question's id: `goals`, `outcome/1`, or `agreement/*` for the
 * same answers about each person, child or need. A date is "30 10 2026", a choice its value or its words. What is not named is
 * sent as it stands.
 */
export async function fillEntry({ page }, entry, pages) {
    for (const [address, answers] of Object.entries(pages)) {
        for (const at of await addresses(page, entry, address)) {
            const path = `${entry}/pages/${at}`;
            const html = await (await page.request.get(path)).text();
            const [form] = html.match(/<form [^>]*data-kith-autosave[\s\S]*?<\/form>/) ?? assert.fail(`${path} should have a form`);
            const sent = answered(standing(form), answers, path);
            const how = form.includes('enctype="multipart/form-data"') ? multipart(sent) : urlencoded(sent);
            const answer = await page.request.post(path, { maxRedirects: 0, ...how });
            if (answer.status() !== 303) assert.fail(`${path} answered ${answer.status()}: ${wrong(await answer.text())}`);
        }
    }
}

async function addresses(page, entry, address) {
    if (!address.endsWith('/*')) return [address];
    const html = plain(await (await page.request.get(entry)).text());
    const found = html.matchAll(new RegExp(`href="${entry}/pages/(${address.slice(0, -1)}\\d+)"`, 'g'));
    const all = [...new Set([...found].map(([, at]) => at))];
    assert.ok(all.length > 0, `there should be pages ${address}`);
    return all;
}

/** The fields of a form as name, value and whether it would be sent. */
function standing(form) {
    const attribute = (tag, name) => plain(tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1]);
    const inputs = [...form.matchAll(/<input [^>]*>/g)].map(([tag]) => {
        const isPick = /type="(radio|checkbox)"/.test(tag);
        const isFile = tag.includes('type="file"');
        const label = form.match(new RegExp(`<label [^>]*for="${tag.match(/ id="([^"]*)"/)?.[1]}"[^>]*>([^<]*)<`))?.[1];
        return { name: attribute(tag, 'name'), value: attribute(tag, 'value'), label: plain(label).trim(), isPick, isSent: !isFile && (!isPick || / checked\b/.test(tag)) };
    });
    const areas = [...form.matchAll(/(<textarea [^>]*>)([\s\S]*?)<\/textarea>/g)].map(([, tag, text]) => {
        return { name: attribute(tag, 'name'), value: plain(text).replace(/^\n/, ''), isSent: true };
    });
    return [...inputs, ...areas];
}

function plain(text = '') {
    return text.replace(/&(quot|#x27|#39|lt|gt|amp|#x2f);/g, (entity, name) => PLAIN[name]);
}

const PLAIN = { quot: '"', '#x27': "'", '#39': "'", lt: '<', gt: '>', amp: '&', '#x2f': '/' };

/** What is sent when these questions are answered so. */
function answered(fields, answers, path) {
    let sent = fields.filter((field) => field.isSent).map(({ name, value }) => [name, value]);
    for (const [question, value] of Object.entries(answers)) {
        const isOf = (name, part = '') => name === `${question}${part}` || name.endsWith(`.${question}${part}`);
        const parts = fields.some(({ name }) => isOf(name, '-day')) ? ['-day', '-month', '-year'] : [''];
        const values = parts.length > 1 ? value.split(' ') : [value];
        for (const [number, part] of parts.entries()) {
            const asked = fields.filter(({ name }) => isOf(name, part) && !name.startsWith('seen.'));
            assert.ok(asked.length > 0, `${path} should ask ${question}`);
            const chosen = (one) => asked.find(({ value, label }) => value === one || label === one) ?? assert.fail(`${question} should offer ${one}`);
            const given = [values[number]].flat().map(String).map((one) => (asked[0].isPick ? chosen(one).value : one));
            sent = sent.filter(([name]) => name !== asked[0].name);
            sent.push(...given.map((one) => [asked[0].name, one]));
        }
    }
    return [...sent, ['action', 'save']];
}

function urlencoded(sent) {
    return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, data: new URLSearchParams(sent).toString() };
}

function multipart(sent) {
    const data = new FormData();
    for (const [name, value] of sent) data.append(name, value);
    return { multipart: data };
}

function wrong(html) {
    return [...html.matchAll(/<a href="#[^"]*">([^<]*)<\/a>/g)].map(([, words]) => words).join('; ') || html.slice(0, 300);
}

/** Finishes an entry. `late` is why it is written down late, where that is asked. */
export async function finishEntry({ page, visit, hands }, entry, { late } = {}) {
    await visit(`${entry}/finish`);
    await isPage(page, 'Read it all and finish');
    if (late) await hands.type('Why is it written down late?', late);
    await hands.pressButton('Finish');
    assert.match(await page.getByRole('main').innerText(), /Finished .* by /);
}
