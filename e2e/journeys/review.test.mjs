// Is this the same child? Pairs that the engine found are taken, compared and decided: by one reader, or by two who do not see each
// other's answer.
import assert from 'node:assert/strict';
import { inspect, journey } from '../support/index.mjs';

const main = (page) => page.getByRole('main').innerText();

/** Follows the first pair that waits in a state, but for one that needs two readers whatever is said. Takes it and gives its address. */
async function takeFirst({ page, hands }, state) {
    const row = page.getByRole('row').filter({ hasText: state, hasNotText: 'Looked after' }).first();
    await hands.followLink((await row.getByRole('link').innerText()).trim());
    const pair = new URL(page.url()).pathname;
    assert.doesNotMatch(await main(page), /P-[0-9A-Z]{4}-[0-9A-Z]{4}/, 'nobody is named before it is taken');
    await hands.pressButton('Take this pair and open both records');
    assert.match(await main(page), /P-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    return pair;
}

journey('Is this the same child?', { keyboardOnly: true }, async (me) => {
    const { page, hands, signIn, visit, elsewhere, width } = me;
    await signIn('tess.team');
    await visit('/home');
    await hands.followLink(/^Possible duplicates to compare/);
    assert.match(await main(page), /pairs? (is|are) left/);
    await inspect(page, `duplicates-${width}`);
    await hands.followLink('Most worrying first');
    // Of each kind there is one, whatever else chance has put there.
    assert.match(await page.getByRole('row').nth(1).innerText(), /Looked after: two read it/);
    await hands.followLink(/^Could be twins/);
    assert.match(await page.getByRole('row').nth(1).innerText(), /Could be twins/);
    await hands.followLink(/^All \(/);
    await hands.followLink('Most likely first');

    // One is compared and kept apart.
    const pair = await takeFirst(me, 'To read');
    await inspect(page, `duplicates-pair-${width}`);
    await hands.pressButton('Save your answer');
    assert.match(await main(page), /There is a problem[\s\S]*Select whether they are one person[\s\S]*Enter how you know/);
    await inspect(page, `duplicates-errors-${width}`);
    await hands.choose('Different: they are two people');
    await hands.type('How do you know?', 'Two children came to the same open day.');
    await hands.pressButton('Save your answer');
    assert.match(await main(page), /They stay two people/);
    assert.equal(await page.locator(`a[href="${pair}"]`).count(), 0, 'it is off the queue');

    // One whose first reader is not sure.
    const bea = await elsewhere();
    await bea.signIn('bea.business');
    await bea.visit('/duplicates');
    const unsure = await takeFirst(bea, 'To read');
    await bea.hands.choose('Not sure');
    await bea.hands.type('What would decide it?', 'The register of the school.');
    await bea.hands.type('How do you know?', 'BLUEBELL: the names are alike, and nobody knows the house.');
    await inspect(bea.page, `duplicates-unsure-${width}`);
    await bea.hands.pressButton('Save your answer');
    assert.match(await main(bea.page), /Somebody else reads it, too/);

    await visit('/duplicates?show=second');
    await visit(unsure);
    await hands.pressButton('Take this pair and open both records');
    const seen = await main(page);
    assert.match(seen, /Somebody has read this pair before you/);
    assert.doesNotMatch(seen, /BLUEBELL/, 'the second reads blind');
    await hands.choose('Same: they are one person');
    const warned = page.getByLabel(/I have read the warning/);
    if (await warned.isVisible()) await hands.tick(/I have read the warning/);
    await hands.type('How do you know?', 'The school has one child of that birth.');
    await inspect(page, `duplicates-same-${width}`);
    await hands.pressButton('Save your answer');
    assert.match(await main(page), /The two records are one person now|A manager settles it/);

    await hands.followLink('How reliable this is');
    assert.match(await main(page), /How far two readers agree[\s\S]*False and missed links/);
    await inspect(page, `duplicates-statistics-${width}`);
    await visit('/duplicates');
    await hands.pressButton('Compare all records now');
    assert.match(await main(page), /All records are being compared/);
});
