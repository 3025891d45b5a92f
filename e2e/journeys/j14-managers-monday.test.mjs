// J14: a manager's Monday. What is late and whose it is, how much everybody holds, handing families over by keyboard and taking
// it back; the clocks of a family with their arithmetic, and stopping them; families drawn by chance for an audit.
import assert from 'node:assert/strict';
import { inspect, journey } from '../support/index.mjs';
import { TODAY } from '../support/day.mjs';
import { Mouse } from '../support/mouse.mjs';

// docs/reference/cast.md: Nell Thorsby manages Early Help North, where Felix Anand works with the Osei family.
const OSEI = '/families/ca570004-0000-4000-8000-000000000003';
const TEAM = '/teams/early-help-north';

const main = (page) => page.getByRole('main').innerText();

journey('A manager looks at the team, hands a family over and takes it back', { javaScript: [true, false], keyboardOnly: true }, async ({ page, hands, signIn, visit, width }) => {
    await signIn('nell.north');
    await visit('/worklist');
    await inspect(page, 'worklist');
    await hands.followLink('Early Help North');
    assert.match(await main(page), /Who holds how much/);
    await inspect(page, `team-${width}`);
    await hands.followLink('Hand families over');
    await hands.pressButton('Hand over');
    assert.match(await main(page), /Select at least one family/);
    await inspect(page, 'reassign-errors');
    const row = page.getByRole('row', { name: /^Osei family/ });
    const before = await row.getByRole('cell').last().innerText();
    assert.match(before, /Felix Anand/);
    await hands.tick('Osei family');
    await hands.select('Who takes over?', 'Nell Thorsby, Team manager');
    await hands.pressButton('Hand over');
    assert.match(await main(page), /Osei family \(.*\): Nell Thorsby/);
    await inspect(page, 'reassigned');
    await hands.pressButton('Take it back');
    assert.match(await row.getByRole('cell').last().innerText(), /Felix Anand/);
    await inspect(page, 'reassign');
    await visit(`${TEAM}?show=all`);
    await inspect(page, 'team-all');
});

journey('The clocks of a family stand still, and run again', { javaScript: [true, false], keyboardOnly: true, widths: [1280] }, async ({ page, hands, signIn, visit }) => {
    await signIn('felix.family');
    await visit(`${OSEI}/clocks`);
    await inspect(page, 'clocks');
    await hands.unfold('Stop the clocks for a while');
    await hands.pressButton('Stop the clocks');
    assert.match(await main(page), /Select why the clocks stand still/);
    await inspect(page, 'clocks-errors');
    await hands.choose('The family is away');
    const [d, m, y] = TODAY.split(' ');
    const group = page.getByRole('group', { name: 'First day that does not count' });
    await hands.type('Day', d, { inside: group });
    await hands.type('Month', m, { inside: group });
    await hands.type('Year', y, { inside: group });
    await hands.type('What happened?', 'With their grandmother until Friday.');
    await hands.pressButton('Stop the clocks');
    assert.match(await main(page), /With their grandmother until Friday/);
    await inspect(page, 'clocks-paused');
    await hands.followLink('Let the clocks run again (The family is away)');
    const last = page.getByRole('group', { name: 'What was the last day that does not count?' });
    await hands.type('Day', d, { inside: last });
    await hands.type('Month', m, { inside: last });
    await hands.type('Year', y, { inside: last });
    await inspect(page, 'pause-end');
    await hands.pressButton('Let the clocks run');
    assert.match(await main(page), /From .* to /);
});

journey('Chance draws families, and somebody of another team reads and grades them', { javaScript: [true, false], keyboardOnly: true }, async ({ page, hands, signIn, visit, elsewhere, width }) => {
    await signIn('nell.north');
    await visit(TEAM);
    await hands.followLink('Families to audit');
    await hands.pressButton('Draw');
    assert.match(await main(page), /Enter what it is for/);
    await inspect(page, `samples-errors-${width}`);
    await hands.type('What is it for?', 'The audit of the month');
    assert.equal(await page.getByLabel('How many families?').inputValue(), '5');
    await hands.select('Who reads them?', 'Sol Nkemelu, Social worker');
    const [d, m, y] = TODAY.split(' ');
    const until = page.getByRole('group', { name: 'Until when?' });
    await hands.type('Day', d, { inside: until });
    await hands.type('Month', m, { inside: until });
    await hands.type('Year', y, { inside: until });
    await hands.pressButton('Draw');
    assert.match(await main(page), /drawn by chance/);
    await inspect(page, `sample-${width}`);
    const sample = new URL(page.url()).pathname;

    const sol = await elsewhere();
    await sol.signIn('sol.social');
    const sols = new Mouse(sol.page);
    await sol.visit('/home');
    await sols.followLink(/^Samples to read/);
    await inspect(sol.page, `samples-mine-${width}`);
    await sol.visit(sample);
    const family = await sol.page.getByRole('heading', { level: 2 }).first().getByRole('link').innerText();
    await sols.followLink(new RegExp(`^Write what you found.*${family}$`));
    await inspect(sol.page, `sample-finding-${width}`);
    await sols.choose('Good');
    await sols.type('What did you see, and what has to change?', 'The children are heard. The plan has no dates.');
    await sols.pressButton('Keep what you found');
    assert.match(await main(sol.page), /The plan has no dates/);
    await sols.followLink(family);
    await inspect(sol.page, 'family-of-a-sample');
    assert.doesNotMatch(await main(sol.page), /Write something new/, 'an auditor writes nothing');

    await visit(sample);
    assert.match(await main(page), /Good/);
    await hands.pressButton('End the sample');
    assert.match(await main(page), /Over/);
});
