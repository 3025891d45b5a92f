// Services that may help: a family finds one without signing in, and a worker puts one into the plan.
import assert from 'node:assert/strict';
import { inspect, isPage, journey, problemsOf } from '../support/index.mjs';

// docs/reference/cast.md: the Osei family, whose worker is Felix Anand.
const OSEI = '/families/ca570004-0000-4000-8000-000000000003';

const main = (page) => page.getByRole('main').innerText();
const results = (page) => page.getByRole('list', { name: /services? found/ }).getByRole('heading', { level: 3 }).allInnerTexts();

journey('A family finds a service', { javaScript: [true, false] }, async ({ page, hands, visit }) => {
    await visit('/');
    await hands.followLink('find services that may help');
    await isPage(page, 'Services that may help');
    await inspect(page, 'services-form');

    await hands.type('What are you looking for?', 'young carers');
    await hands.type('How old is the person it is for?', 'seven');
    await hands.pressButton('Find services');
    assert.deepEqual(await problemsOf(page), ['Enter an age in whole years, such as 7, or leave it empty']);
    assert.equal(await page.getByLabel('What are you looking for?').inputValue(), 'young carers');
    await inspect(page, 'services-form-errors');

    await hands.type('How old is the person it is for?', '7');
    await hands.type('Where?', 'ZM3 5RH');
    await hands.pressButton('Find services');
    assert.equal(new URL(page.url()).search, '', 'what was typed is not in the address');
    assert.equal((await results(page))[0], 'Bellrope little carers');
    assert.match(await main(page), /For 5 to 7 year olds/);
    assert.match(await main(page), /miles? away/);
    await inspect(page, 'services-found');

    await hands.followLink('Bellrope little carers');
    assert.match(await main(page), /The first Saturday of every month, 10am to midday/);
    await inspect(page, 'services-one');

    await hands.followLink('Find services');
    await hands.tick('Money, debt, food and work');
    await hands.pressButton('Find services');
    assert.ok((await results(page)).length >= 2);
    await hands.type('What are you looking for?', 'zeppelin repairs');
    await hands.pressButton('Find services');
    assert.match(await main(page), /Nothing was found. You can:/);
    await inspect(page, 'services-none');
});

journey('A worker puts a service into the plan', { javaScript: [true, false], widths: [1280] }, async ({ page, hands, visit, signIn }) => {
    await signIn('felix.family');
    await visit(OSEI);
    await hands.followLink('Family plan');
    await hands.pressButton('Begin');
    const plan = new URL(page.url()).pathname;
    await visit(`${plan}/pages/action/1`);
    await hands.type('What helps to do it, and what it costs (optional)', 'A lift on the day');
    await hands.pressButton('Save and find a service for this');
    await inspect(page, 'plan-services');
    await hands.type('What are you looking for?', 'little carers');
    await hands.pressButton('Find services');
    await inspect(page, 'plan-services-found');
    await hands.pressButton('Add to the plan as an action (Bellrope little carers)');
    assert.match(await main(page), /The service is in the plan/);
    assert.match(await page.getByLabel('What exactly?').inputValue(), /^Ask Bellrope little carers, 0/);
    assert.equal(await page.getByLabel('What helps to do it, and what it costs (optional)').inputValue(), 'A lift on the day');
    await inspect(page, 'plan-action');
    await visit(`${plan}/pages/actions`);
    await hands.followLink('Find a service that may help');
});
