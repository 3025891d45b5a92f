// The harness itself: on a bad page each check must fail, or it would prove nothing about the good ones.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { assertAccessible, assertNoSidewaysScrolling, closeBrowser, Keyboard, openPage, PHONE } from './support/index.mjs';

const page = (body) => `<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,">
    <meta name="viewport" content="width=device-width"></head><body><main><h1>A page</h1>${body}</main></body></html>`;

const PAGES = {
    '/good': page('<form action="/sent"><label for="n">Name</label><input id="n" name="n"><button>Send</button></form>'),
    '/sent': page('<p>Sent</p>'),
    '/no-label': page('<input name="n">'),
    '/pale': page('<p style="color: #bbb; background: #fff">Hard to read</p>'),
    '/wide': page('<div style="width: 700px">Wide</div>'),
    '/script-error': page('<script>throw new Error("broken script")</script>'),
    '/refused': page('<script src="https://other.example/x.js"></script>'),
    '/no-picture': page('<img alt="A picture" src="/missing.png">'),
    '/no-focus': page('<style>button:focus { outline: none }</style><button>Send</button>'),
    '/unreachable': page('<button tabindex="-1">Send</button>'),
    '/radios': page(`<form><fieldset><legend>Colour</legend>${['Red', 'Green', 'Blue']
        .map((it) => `<label><input type="radio" name="c" value="${it}">${it}</label>`).join('')}</fieldset>
        <label><input type="checkbox" name="b">Bright</label></form>`),
};

let server;
let baseURL;

before(async () => {
    server = createServer((request, response) => {
        const path = new URL(request.url, 'http://here').pathname;
        const status = path === '/broken' ? 500 : PAGES[path] ? 200 : 404;
        const policy = path === '/refused' ? { 'content-security-policy': "script-src 'self'" } : {};
        response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...policy });
        response.end(PAGES[path] ?? page('<p>Nothing here</p>'));
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseURL = `http://127.0.0.1:${server.address().port}`;
});
after(closeBrowser);
after(() => server.close());

async function on(path, options = {}) {
    const opened = await openPage({ baseURL, ...options });
    await opened.page.goto(path);
    return { ...opened, keyboard: new Keyboard(opened.page) };
}

for (const javaScript of [true, false]) {
    const how = javaScript ? '' : ' without JavaScript';
    test(`a good page passes${how}`, async () => {
        const { page, keyboard, troubles } = await on('/good', { javaScript, width: PHONE });
        await assertAccessible(page);
        await assertNoSidewaysScrolling(page);
        await keyboard.type('Name', 'Ann');
        await keyboard.pressButton('Send');
        assert.equal(new URL(page.url()).search, '?n=Ann');
        assert.equal(page.viewportSize().width, PHONE, 'the width is put back');
        assert.deepEqual(troubles, []);
    });

    test(`axe finds a missing label and pale text${how}`, async () => {
        await assert.rejects(assertAccessible((await on('/no-label', { javaScript })).page), /label/);
        await assert.rejects(assertAccessible((await on('/pale', { javaScript })).page), /color-contrast/);
    });

    test(`a page that is too wide is found${how}`, async () => {
        await assert.rejects(assertNoSidewaysScrolling((await on('/wide', { javaScript })).page), /needs 7\d\d px/);
    });
}

test('what the browser complains of is collected', async () => {
    assert.match((await on('/script-error')).troubles.join(), /broken script/);
    assert.match((await on('/refused')).troubles.join(), /Content Security Policy/);
    assert.match((await on('/broken')).troubles.join(), /500 from/);
    assert.match((await on('/no-picture')).troubles.join(), /404.*missing\.png/);
    assert.deepEqual((await on('/nowhere')).troubles, [], 'a journey may look for a page that is not there');
});

test('what the keyboard cannot reach, or reaches unseen, is found', async () => {
    await assert.rejects((await on('/no-focus')).keyboard.pressButton('Send'), /does not show/);
    await assert.rejects((await on('/unreachable')).keyboard.pressButton('Send'), /cannot be reached/);
});

test('radio buttons and tick boxes work with the keyboard', async () => {
    const { page, keyboard } = await on('/radios');
    await keyboard.choose('Blue');
    await keyboard.choose('Green');
    await keyboard.tick('Bright');
    assert.equal(await page.locator('input:checked').count(), 2);
    assert.ok(await page.getByLabel('Green').isChecked());
});
