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

    /** Replaces what is in a field. */
    async type(label, text) {
        await this.tabTo(this.page.getByLabel(label, { exact: true }));
        await this.page.keyboard.press('Control+A');
        await this.page.keyboard.type(text);
    }

    /** Presses a button that leads to another page, or back to this one with its errors. */
    async pressButton(name) {
        await this.tabTo(this.page.getByRole('button', { name, exact: true }));
        await this.#enterAndLeave();
    }

    /** Follows a link to another page. */
    async followLink(name) {
        await this.tabTo(this.page.getByRole('link', { name, exact: true }));
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
    async tick(label) {
        await this.tabTo(this.page.getByRole('checkbox', { name: label, exact: true }));
        await this.page.keyboard.press('Space');
    }

    /** Chooses a radio button. Tab reaches only one of a group; the arrows lead to the others. */
    async choose(label) {
        const wanted = this.page.getByRole('radio', { name: label, exact: true });
        const group = await wanted.getAttribute('name');
        const radios = this.page.locator(`input[type=radio][name="${group}"]`);
        const chosen = this.page.locator(`input[type=radio][name="${group}"]:checked`);
        await this.tabTo((await chosen.count()) ? chosen : radios.first());
        for (let step = await radios.count(); step > 0; step -= 1) {
            if (await wanted.evaluate((element) => element === document.activeElement)) break;
            await this.page.keyboard.press('ArrowDown');
        }
        await this.page.keyboard.press('Space');
        assert.ok(await wanted.isChecked(), `"${label}" should be chosen`);
    }
}

// Runs in the page. GOV.UK draws the ring of a radio button or tick box around its label's box, not around the input.
function showsFocus(element) {
    const drawn = (style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    const label = element.labels?.[0];
    return drawn(getComputedStyle(element)) || (label !== undefined && drawn(getComputedStyle(label, '::before')));
}
