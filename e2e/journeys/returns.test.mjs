// An analyst checks the children in need census in the browser; nothing of it is stored.
import assert from 'node:assert/strict';
import { inspect, isPage, journey, problemsOf } from '../support/index.mjs';

const main = (page) => page.getByRole('main').innerText();

const child = (id, more) => `<Child><ChildIdentifiers><LAchildID>${id}</LAchildID><UPNunknown>UN1</UPNunknown>
<PersonBirthDate>2024-05-01</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities></ChildCharacteristics>
<CINdetails><CINreferralDate>2026-06-01</CINreferralDate><ReferralSource>1A</ReferralSource>${more}</CINdetails></Child>`;

const CENSUS = `<?xml version="1.0"?><Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2027</Year>
<ReferenceDate>2027-03-31</ReferenceDate></CollectionDetails></Header><Children>
${child('K1', '<PrimaryNeedCode>N1</PrimaryNeedCode><ReferralNFA>0</ReferralNFA>')}
${child('K2', '<ReferralNFA>0</ReferralNFA>')}
stray
</Children></Message>`;

const file = (name, text) => ({ name, mimeType: 'text/xml', buffer: Buffer.from(text) });
const input = (page) => page.locator('input[type=file][name=file]');

journey('An analyst checks a return', { javaScript: [true, false] }, async ({ page, hands, visit, signIn }) => {
    await signIn('ana.analyst');
    await visit('/returns');
    await isPage(page, 'Check a return');
    await inspect(page, 'returns');

    await hands.pressButton('Check the return');
    assert.deepEqual(await problemsOf(page), ['Choose the census file to check']);
    await inspect(page, 'returns-nothing-chosen');

    await input(page).setInputFiles(file('wrong.xml', '<SSDA903/>'));
    await hands.pressButton('Check the return');
    assert.match((await problemsOf(page))[0], /not a children in need census/);

    await input(page).setInputFiles(file('census.xml', CENSUS));
    await hands.pressButton('Check the return');
    await isPage(page, 'Children in need census 2026-27');
    const report = await main(page);
    assert.match(report, /“stray” stands loose in Children/);
    assert.match(report, /8610, error: Primary Need code is missing/);
    assert.match(report, /2887Q, query/);
    await hands.unfold('Where 8610 was found');
    assert.match(await main(page), /K2[\s\S]*PrimaryNeedCode: missing \(line \d+\)/);
    await inspect(page, 'returns-report');
    assert.equal(new URL(page.url()).pathname, '/returns', 'nothing of the file is in the address');
});

journey('A worker has no returns', { widths: [1280] }, async ({ page, visit, signIn }) => {
    await signIn('felix.family');
    const answer = await page.request.get('/returns');
    assert.equal(answer.status(), 404);
    await visit('/home');
    assert.equal(await page.getByRole('link', { name: 'Returns', exact: true }).count(), 0);
});
