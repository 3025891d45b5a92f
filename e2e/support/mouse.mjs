// Using a page with a mouse or a finger: the same words as `Keyboard`, so that a journey can be made with either.
export class Mouse {
    constructor(page) {
        this.page = page;
    }

    /** Replaces what is in a field. `inside` is where to look for it: the whole page, or one group of fields. */
    async type(label, text, { inside = this.page } = {}) {
        await inside.getByLabel(label, { exact: true }).fill(text);
    }

    /** Chooses from a list that drops down. */
    async select(label, option, { inside = this.page } = {}) {
        await inside.getByLabel(label, { exact: true }).selectOption({ label: option });
    }

    /** Ticks or unticks a box. */
    async tick(label, { inside = this.page } = {}) {
        await inside.getByRole('checkbox', { name: label, exact: true }).click();
    }

    /** Chooses a radio button. */
    async choose(label, { inside = this.page } = {}) {
        await inside.getByRole('radio', { name: label, exact: true }).check();
    }

    /** Opens what is folded away under `summary`. */
    async unfold(summary, { inside = this.page } = {}) {
        await inside.locator('summary').filter({ hasText: summary }).click();
    }

    /** Presses a button that leads to another page, or back to this one with its errors. */
    async pressButton(name, { inside = this.page } = {}) {
        await this.#leave(inside.getByRole('button', { name, exact: true }));
    }

    /** Follows a link to another page. Some links look like buttons, and say so. */
    async followLink(name, { inside = this.page } = {}) {
        const link = inside.getByRole('link', { name, exact: true });
        await this.#leave(link.or(inside.getByRole('button', { name, exact: true }).and(this.page.locator('a'))));
    }

    async #leave(target) {
        await Promise.all([this.page.waitForEvent('framenavigated'), target.click()]);
        await this.page.waitForLoadState();
    }
}
