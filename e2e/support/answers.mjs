// Answering the questions of a page by their words, as the person in front of it would.
import assert from 'node:assert/strict';

/**
 * Answers one question. `value` is a text, a choice, a list of choices, a date as "14 3 2013", or for a group of fields an
 * object of their labels and texts; `true` ticks a box that stands alone.
 */
export async function answer(hands, question, value) {
    const { page } = hands;
    const words = asked(question);
    if (value === true) return hands.tick(words);
    const group = page.getByRole('group', { name: words });
    if (!(await group.count())) {
        const field = page.getByLabel(words);
        const isList = await field.evaluate((element) => element.tagName === 'SELECT');
        return isList ? hands.select(words, value) : hands.type(words, value);
    }
    const pick = group.locator('input[type=radio], input[type=checkbox]').first();
    if (typeof value === 'object' && !Array.isArray(value)) {
        for (const [label, text] of Object.entries(value)) await hands.type(asked(label), text, { inside: group });
    } else if (!(await pick.count())) {
        const [day, month, year] = value.split(' ');
        for (const [label, text] of Object.entries({ Day: day, Month: month, Year: year })) {
            await hands.type(label, text, { inside: group });
        }
    } else if ((await pick.getAttribute('type')) === 'radio') {
        await hands.choose(value, { inside: group });
    } else {
        for (const choice of [value].flat()) await hands.tick(choice, { inside: group });
    }
}

/** The words of a question, which a form may mark as optional. */
function asked(question) {
    return new RegExp(`^\\s*${question.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}( \\(optional\\))?\\s*$`);
}

/** Answers the page called `title` of a form and goes on to the next. */
export async function answerPage(hands, title, answers = {}, next = 'Save and continue') {
    await isPage(hands.page, title);
    for (const [question, value] of Object.entries(answers)) await answer(hands, question, value);
    await hands.pressButton(next);
}

/** The page has this heading and no error. */
export async function isPage(page, title) {
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), title, `on ${page.url()}`);
    const problems = page.locator('.govuk-error-summary');
    if (await problems.count()) assert.fail(`${title}: ${await problems.innerText()}`);
}

/** The errors listed at the top, each of which must lead to its field. */
export async function problemsOf(page) {
    const links = page.locator('.govuk-error-summary__list a');
    assert.match(await page.title(), /^Error: /, 'the title should say that there is an error');
    const found = [];
    for (const link of await links.all()) {
        const target = page.locator(`[id="${(await link.getAttribute('href')).slice(1)}"]`);
        assert.equal(await target.count(), 1, `"${await link.innerText()}" should lead to a field`);
        found.push(await link.innerText());
    }
    assert.ok(found.length > 0, 'there should be an error summary');
    return found;
}
