// J4: the manager decides for each child, tells people, and cannot change a decision afterwards.
import assert from 'node:assert/strict';
import {
    DESK, healthVisitorRings, inspect, isPage, journey, match, Mouse, problemsOf, recordAtDesk, referenceOf, screen,
    SCREENED,
} from '../support/index.mjs';

const LILY = { first: 'Lily', last: 'Marsh', born: '23 4 2019' };
const LAYLA = { first: 'Layla', last: 'Marsh', born: '23 4 2019' };
const OLIVER = { first: 'Oliver', last: 'Smith', born: '9 8 2014' };
const LATE = { received: '21 12 2026' };

/** The desk records, matches and screens a request. Returns its address and reference. */
async function screened(elsewhere, children, how) {
    const { page, signIn } = await elsewhere();
    const hands = new Mouse(page);
    await signIn('dora.duty');
    const address = await recordAtDesk(hands, healthVisitorRings(children, how));
    const reference = await referenceOf(page);
    for (const { first, last, born } of children) {
        await match(hands, address, `${first} ${last}`, new RegExp(`: ${first} ${last}.*${born.split(' ')[2]}`));
    }
    await screen(hands, address, SCREENED);
    return { address, reference };
}

/** Chooses and writes, for one child. */
async function decide(hands, child, { outcome, team, level = '2', why, late }) {
    const form = hands.page.getByRole('region', { name: new RegExp(`^${child},`) });
    if (outcome) await hands.choose(outcome, { inside: form });
    if (team) await hands.select('Team', team, { inside: form.locator('.govuk-radios__conditional:visible').filter({ has: hands.page.locator('select') }).first() });
    if (level) await hands.choose(new RegExp(`^Level ${level}`), { inside: form });
    if (why) await hands.type('Why?', why, { inside: form });
    if (late) await hands.type('Why is this decision late?', late, { inside: form });
    await hands.pressButton(/^Make this decision/, { inside: form });
}

async function managerDecides({ page, hands, signIn, elsewhere }) {
    const look = (name, on = page) => inspect(on, `j4-${name}`);
    const twins = await screened(elsewhere, [LILY, LAYLA], LATE);
    const oliver = await screened(elsewhere, [OLIVER]);

    await signIn('maeve.manager');
    await look('home');
    await page.goto('/decisions');
    const rows = await page.getByRole('row').allInnerTexts();
    const place = ({ reference }) => rows.findIndex((row) => row.includes(reference));
    assert.ok(place(twins) > 0 && place(twins) < place(oliver), 'the least time left comes first');
    assert.match(rows[place(twins)], /late|overdue/i);
    assert.match(rows[place(oliver)], /On time[\s\S]*29 December 2026/);
    await look('queue');
    await hands.followLink(`Decide on ${twins.reference}`);

    await look('decision');
    await decide(hands, 'Lily Marsh', { level: '', outcome: 'Early help' });
    const problems = (await problemsOf(page)).join('\n');
    assert.match(problems, /Lily Marsh: .*(why|rationale|reason)/i);
    assert.match(problems, /Lily Marsh: .*late/i);
    assert.match(problems, /Lily Marsh: .*team/i);
    assert.ok(await page.getByRole('region', { name: /^Lily Marsh,/ }).getByRole('radio', { name: 'Early help', exact: true }).isChecked());
    await look('decision-errors');
    await decide(hands, 'Lily Marsh', {
        outcome: 'Early help', team: 'Early Help North', level: '2', why: 'Her mother asks for help with bedtimes; a worker can show her how.',
        late: 'The office was short of people on Tuesday.',
    });
    assert.match(await page.getByRole('main').innerText(), /Decision made/);

    // Another tab still shows the form for Layla, who is decided meanwhile.
    const other = await page.context().newPage();
    await other.goto(page.url());
    await decide(hands, 'Layla Marsh', { outcome: 'No further action', level: '1', why: 'No need of her own.', late: 'As for Lily.' });
    await decide(new Mouse(other), 'Layla Marsh', { outcome: 'Advice, or a service the family can use', level: '1', why: 'TYPED IN THE OTHER TAB', late: 'As for Lily.' });
    assert.match(await other.getByRole('main').innerText(), /TYPED IN THE OTHER TAB/, 'what was typed is not lost');
    assert.match(await other.getByRole('heading', { level: 1 }).innerText(), /somebody else|changed|already/i);
    await look('stale', other);
    await other.close();
    await page.reload();
    assert.match(await page.getByRole('region', { name: /^Layla Marsh,/ }).innerText(), /No further action[\s\S]*No: As for Lily/);
    assert.equal(await page.getByRole('button', { name: /^Make this decision/ }).count(), 0, 'a decision is made once');
    await look('decided');

    const lily = page.getByRole('region', { name: /^Lily Marsh,/ });
    await hands.unfold('Add to this decision', { inside: lily });
    await hands.type('What do you want to add?', 'The school nurse will be told as well.', { inside: lily });
    await hands.pressButton(/^Add/, { inside: lily });
    assert.match(await lily.innerText(), /school nurse will be told as well\.\s*Added by Maeve Calloway/);

    await tellThem({ page, hands, look });
    await declined({ page, hands, look, request: oliver });
}

async function tellThem({ page, hands, look }) {
    await hands.followLink('Tell the family and whoever asked');
    await isPage(page, 'Tell people what was decided');
    const referrer = page.getByRole('region', { name: 'Whoever asked' });
    const family = page.getByRole('region', { name: 'The family' });
    await hands.unfold('Read the letter', { inside: family });
    const letter = await family.locator('details').first().innerText();
    assert.match(letter, /Lily Marsh: An Early Help worker will get in touch/);
    for (const secret of ['Ann', 'Archer', 'bedtimes', 'worn out']) {
        assert.ok(!letter.includes(secret), `the family's letter should not say "${secret}"`);
    }
    await look('tell');
    await hands.pressButton(/^Record/, { inside: family });
    await problemsOf(page);
    await look('tell-errors');
    await hands.choose('By this letter', { inside: family });
    await hands.pressButton(/^Record/, { inside: family });
    assert.match(await family.innerText(), /Told by letter/);
    await hands.choose('They are not told', { inside: referrer });
    await hands.type('Why not?', 'She has left the service.', { inside: referrer });
    await hands.pressButton(/^Record/, { inside: referrer });
    assert.match(await referrer.innerText(), /Not told: She has left the service/);
    await look('told');
    for (const who of ['family', 'referrer']) {
        await page.goto(page.url().replace(/\/told$/, `/letters/${who}`));
        assert.match(await page.getByRole('main').innerText(), /Layla Marsh: We will not do anything more/);
        assert.ok(!/Marsh/.test(await page.title()));
        await look(`letter-${who}`);
        await page.goBack();
    }
}

/** The family does not want support: the request stays, and nothing more is collected. */
async function declined({ page, hands, look, request }) {
    await page.goto(`${request.address}/decisions`);
    await decide(hands, 'Oliver Smith', { outcome: 'Family declined support', level: '1', why: 'Gemma says no, and may ask again.' });
    assert.match(await page.getByRole('main').innerText(), /Nothing more is collected/);
    assert.match(await page.getByRole('region', { name: /^Oliver Smith,/ }).innerText(), /In time\s*Yes/, 'in time, with Christmas between');
    await look('declined');
}

journey('J4 a manager decides', {}, managerDecides);
journey('J4 a manager decides', { widths: [DESK], keyboardOnly: true }, managerDecides);
