// J14: a manager's Monday. What is late and whose it is, how much everybody holds, handing families over by keyboard and taking
// it back; the clocks of a family with their arithmetic, and stopping them.
import assert from 'node:assert/strict';
import { inspect, journey } from '../support/index.mjs';
import { TODAY } from '../support/day.mjs';

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
