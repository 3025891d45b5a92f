// Using a page without a mouse. Whatever is reached must show that it has the focus (WCAG 2.2, 2.4.7).
import assert from 'node:assert/strict';

export class Keyboard {
    constructor(page) {
        this.page = page;
    }

    /** Presses Tab until `target` has the focus, at most once round the page. */
    async tabTo(target) {
        assert.equal(await target.count(), 1, `there should be one ${target}`);
        const hasFocus = (element) => element === document.activeElement;
        let first;
        while (!(await target.evaluate(hasFocus))) {
            await this.page.keyboard.press('Tab');
            const round = first !== undefined && (await first.evaluate(hasFocus));
            assert.ok(!round, `${target} cannot be reached with the Tab key`);
            first ??= await this.page.evaluateHandle(() => document.activeElement);
        }
        assert.ok(await target.evaluate(showsFocus), `${target} does not show that it has the focus`);
    }

    /** Replaces what is in a field. `inside` is where to look for it: the whole page, or one group of fields. */
    async type(label, text, { inside = this.page } = {}) {
        await this.tabTo(inside.getByLabel(label, { exact: true }));
        await this.page.keyboard.press('Control+A');
        await this.page.keyboard.insertText(text);
    }

    /** Chooses from a list that drops down. */
    async select(label, option, { inside = this.page } = {}) {
        const list = inside.getByLabel(label, { exact: true });
        await this.tabTo(list);
        await this.page.keyboard.press('Home');
        const chosen = () => list.evaluate((element) => element.selectedOptions[0]?.text.trim());
        for (let step = await list.locator('option').count(); step > 0 && (await chosen()) !== option; step -= 1) {
            await this.page.keyboard.press('ArrowDown');
        }
        assert.equal(await chosen(), option, `"${option}" should be in the list "${label}"`);
    }

    /** Presses a button that leads to another page, or back to this one with its errors. */
    async pressButton(name, { inside = this.page } = {}) {
        await this.tabTo(inside.getByRole('button', { name, exact: true }));
        await this.#enterAndLeave();
    }

    /** Follows a link to another page. */
    async followLink(name, { inside = this.page } = {}) {
        await this.tabTo(inside.getByRole('link', { name, exact: true }).or(inside.getByRole('button', { name, exact: true }).and(this.page.locator('a'))));
        await this.#enterAndLeave();
    }

    /** Presses a button that changes something on this page. */
    async pressButtonHere(name) {
        await this.tabTo(this.page.getByRole('button', { name, exact: true }));
        await this.page.keyboard.press('Enter');
    }

    async #enterAndLeave() {
        await Promise.all([this.page.waitForEvent('framenavigated'), this.page.keyboard.press('Enter')]);
        await this.page.waitForLoadState();
    }

    /** Ticks or unticks a box. */
    async tick(label, { inside = this.page } = {}) {
        await this.tabTo(inside.getByRole('checkbox', { name: label, exact: true }));
        await this.page.keyboard.press('Space');
    }

    /** Chooses a radio button. Tab reaches only one of a group; the arrows lead to the others. */
    async choose(label, { inside = this.page } = {}) {
        const named = inside.getByRole('radio', { name: label, exact: true });
        const group = await named.getAttribute('name');
        // By its id from here on, if it has one: what a choice reveals may have another of the same name.
        const id = await named.getAttribute('id');
        const wanted = id === null ? named : this.page.locator(`[id="${id}"]`);
        const form = wanted.locator('xpath=ancestor::form[1]');
        const radios = form.locator(`input[type=radio][name="${group}"]`);
        const chosen = form.locator(`input[type=radio][name="${group}"]:checked`);
        await this.tabTo((await chosen.count()) ? chosen : radios.first());
        for (let step = await radios.count(); step > 0; step -= 1) {
            if (await wanted.evaluate((element) => element === document.activeElement)) break;
            await this.page.keyboard.press('ArrowDown');
        }
        await this.page.keyboard.press('Space');
        assert.ok(await wanted.isChecked(), `"${label}" should be chosen`);
    }

    /** Opens what is folded away under `summary`. */
    async unfold(summary, { inside = this.page } = {}) {
        await this.tabTo(inside.locator('summary').filter({ hasText: summary }));
        await this.page.keyboard.press('Enter');
    }
}

// Runs in the page. GOV.UK draws the ring of a radio button or tick box around its label's box, not around the input.
function showsFocus(element) {
    const drawn = (style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    const label = element.labels?.[0];
    return drawn(getComputedStyle(element)) || (label !== undefined && drawn(getComputedStyle(label, '::before')));
}
