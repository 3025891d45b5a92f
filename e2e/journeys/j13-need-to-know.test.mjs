// J13: looking where one has no business. A restricted record is a line without a name; its page says nothing; in an
// emergency it opens for four hours and others are told at once; one's own record and a relative's never open; and whoever
// looked is on a list that a family can be given.
import assert from 'node:assert/strict';
import { inspect, journey, problemsOf } from '../support/index.mjs';

// docs/reference/cast.md: Bea Lindqvist works for the council, and her daughter Freya's record is restricted.
const FREYA = '/people/ca570001-0000-4000-8000-000000000041';
const BEA = '/people/ca570001-0000-4000-8000-000000000043';
const WHY = 'Police at the door now: need to know who else lives there.';

// Whoever had emergency access in the last four hours has it still, at the other width and when a file is run once more.
const WORKERS = ['fern.family', 'sol.social', 'sian.social', 'felix.family'];

const main = (page) => page.getByRole('main').innerText();

/** Says nothing of whose record it is: not in the title, the address or the page. */
async function assertSaysNothing(page) {
    for (const said of [await page.title(), page.url(), await main(page)]) assert.doesNotMatch(said, /Freya|Harker|Lindqvist/i);
}

async function nobodyOpensTheirOwn({ page, visit, signIn, look }) {
    await signIn('bea.business');
    for (const address of [BEA, FREYA, `${BEA}/viewed`, `${FREYA}/emergency`]) {
        const answer = await visit(address);
        assert.ok([403, 404].includes(answer.status()), `${address} gave ${answer.status()}`);
        await assertSaysNothing(page);
        assert.equal(await page.getByRole('link', { name: 'use emergency access' }).count(), 0, 'not even in an emergency');
    }
    await visit(FREYA);
    assert.match(await main(page), /your own record, or the record of somebody in your family/);
    await look('own-or-kin', page);
}

/** One of the workers, at a device of their own, just signed in. */
async function aWorkerWithoutAccess({ elsewhere }) {
    for (const name of WORKERS) {
        const device = await elsewhere();
        await device.signIn(name, { fresh: true });
        if ((await device.visit(FREYA)).status() === 403) return device;
    }
    return assert.fail(`${WORKERS.join(', ')} have emergency access already: start the demo anew`);
}

async function aWorkerLooksForAColleague({ page, hands, visit, look }) {
    await visit('/people');
    await hands.type('Search', 'Harker');
    await hands.pressButton('Search');
    const found = await main(page);
    assert.match(found, /Tom Harker/, 'her husband, who is not restricted');
    assert.doesNotMatch(found, /Freya|Otto/, 'her children are');
    assert.match(found, /A record exists\. Contact/, 'whom to ask');
    await look('search', page);

    const answer = await visit(FREYA);
    assert.equal(answer.status(), 403);
    assert.match(await main(page), /A record exists and it is restricted/);
    await assertSaysNothing(page);
    await look('refused', page);
}

async function inAnEmergency({ page, hands, visit, look }) {
    await hands.followLink('use emergency access');
    await assertSaysNothing(page);
    await look('emergency', page);
    await hands.pressButton('Open record in an emergency');
    assert.match((await problemsOf(page)).join('\n'), /Say what the danger is/);
    await look('emergency-error', page);
    await hands.type('What is the danger?', WHY);
    await hands.pressButton('Open record in an emergency');
    assert.match(await main(page), /four hours/);
    assert.match(await page.locator('body').innerText(), /Freya Harker/);
    await look('opened', page);
    assert.equal((await visit(`${FREYA}/name/new`)).status(), 403, 'to read, not to change');
    assert.equal((await visit(BEA)).status(), 403, 'one record, not her family');
}

async function othersAreTold({ elsewhere, look }) {
    const { page, hands, visit, signIn } = await elsewhere();
    await visit('/outbox');
    assert.match(await main(page), /Emergency access was taken/, 'by email, at once');
    assert.doesNotMatch(await main(page), /Freya|Oduya|Nkemelu/, 'an email names nobody');
    await signIn('priya.privacy');
    await visit(`${FREYA}/viewed`);
    const viewed = await main(page);
    for (const part of ['Was given access in an emergency', WHY, 'Family support worker|Social worker', 'Tried, and was refused', 'Their own record|A relative’s record']) {
        assert.match(viewed, new RegExp(part));
    }
    assert.doesNotMatch(viewed, /Freya/, 'who watches over a record reads none');
    await look('viewed', page);

    await hands.followLink('Make a statement for the family');
    await look('statement-draft', page);
    await hands.pressButton('Make statement');
    const statement = await main(page);
    assert.match(statement, /Was given access in an emergency/);
    assert.doesNotMatch(statement, /Oduya|Nkemelu|Probert|Anand|Freya/, 'by job and team');
    assert.match(statement, /left out[\s\S]*somebody else/, 'that a relative tried is counted');
    await look('statement', page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download proofs', exact: true }).click();
    assert.equal((await download).suggestedFilename(), 'who-looked-proofs.txt');
}

async function managersRenew({ elsewhere, look }) {
    const { page, visit, signIn } = await elsewhere();
    await signIn('tess.team');
    await visit('/governance/access-renewal');
    await look('renewal', page);
}

journey('J13 only those with a need to know', {}, async (all) => {
    const look = (name, page) => inspect(page, `j13-${name}`);
    await nobodyOpensTheirOwn({ ...all, look });
    const worker = { ...(await aWorkerWithoutAccess(all)), look };
    await aWorkerLooksForAColleague(worker);
    await inAnEmergency(worker);
    await othersAreTold({ ...all, look });
    await managersRenew({ ...all, look });
});
