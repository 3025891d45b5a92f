// Checking pages that are open without JavaScript.
//
// axe needs timers, and a page without JavaScript has none. So what such a page shows is opened once more, with JavaScript
// for axe but with a policy that lets none of the page's own scripts run.

const pages = new WeakSet();

/** Remembers that `page` has no JavaScript. */
export function hasNoScript(page) {
    pages.add(page);
}

/** Calls `check` with `page`, or with a copy that can be checked if `page` has no JavaScript. */
export async function withCheckable(page, check) {
    if (!pages.has(page)) return check(page);
    const html = await page.content();
    const context = await page.context().browser().newContext({ viewport: page.viewportSize(), locale: 'en-GB' });
    try {
        const copy = await context.newPage();
        await copy.route('**/*', (route) => {
            if (!route.request().isNavigationRequest()) return route.continue();
            const headers = { 'content-security-policy': "script-src 'none'" };
            return route.fulfill({ body: html, contentType: 'text/html; charset=utf-8', headers });
        });
        await copy.goto(page.url());
        return await check(copy);
    } finally {
        await context.close();
    }
}
