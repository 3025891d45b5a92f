// An analyst checks statutory returns in the browser and takes the notes on their queries away; nothing of them is stored.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { command, inspect, isPage, journey, problemsOf } from '../support/index.mjs';

const main = (page) => page.getByRole('main').innerText();

const child = (id, more) => `<Child><ChildIdentifiers><LAchildID>${id}</LAchildID><UPNunknown>UN1</UPNunknown>
<PersonBirthDate>2024-05-01</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities></ChildCharacteristics>
<CINdetails><CINreferralDate>2026-06-01</CINreferralDate><ReferralSource>1A</ReferralSource>${more}</CINdetails></Child>`;

const CENSUS = `<?xml version="1.0"?><Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2027</Year>
<ReferenceDate>2027-03-31</ReferenceDate></CollectionDetails></Header><Children>
${child('K1', '<PrimaryNeedCode>N1</PrimaryNeedCode><Assessments><AssessmentActualStartDate>2026-06-01</AssessmentActualStartDate></Assessments><ReferralNFA>0</ReferralNFA>')}
${child('K2', '<ReferralNFA>0</ReferralNFA>')}
stray
</Children></Message>`;

const file = (name, text) => ({ name, mimeType: 'text/xml', buffer: Buffer.from(text) });
const input = (page, name) => page.locator(`input[type=file][name=${name}]`);

// A return of children looked after with mistakes in it, and last year's, as the command invents them.
let invented;
before(() => {
    invented = mkdtempSync(join(tmpdir(), 'kith-e2e-903-'));
    const folders = ['--out', join(invented, 'this'), '--last', join(invented, 'last')];
    execFileSync(command(), ['return', 'sample', '903', '--children', '60', '--seed', '3', '--errors', '30', ...folders]);
});
after(() => rmSync(invented, { recursive: true, force: true }));
const filesOf = (folder) => readdirSync(join(invented, folder)).map((name) => join(invented, folder, name));

const sentence = (page) => page.getByRole('checkbox', { name: /Department’s own sentence.*8670Q: All records/ });

/** What a button downloads: its name and its text. */
async function downloaded(page, button) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: button, exact: true }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

journey('An analyst checks a census', { javaScript: [true, false] }, async ({ page, hands, visit, signIn }) => {
    await signIn('ana.analyst');
    await visit('/returns');
    await isPage(page, 'Check a return');
    await inspect(page, 'returns');

    await hands.pressButton('Check the return');
    assert.deepEqual(await problemsOf(page), ['Choose which return to check']);
    await hands.choose('Children in need census');
    await inspect(page, 'returns-census');
    await hands.pressButton('Check the return');
    assert.deepEqual(await problemsOf(page), ['Choose the census file to check']);
    await inspect(page, 'returns-nothing-chosen');

    await input(page, 'file').setInputFiles(file('wrong.xml', '<SSDA903/>'));
    await hands.pressButton('Check the return');
    assert.match((await problemsOf(page))[0], /not a children in need census: it is of SSDA903/);

    await input(page, 'file').setInputFiles(file('census.xml', CENSUS));
    await hands.pressButton('Check the return');
    await isPage(page, 'Children in need census 2026-27');
    const report = await main(page);
    assert.match(report, /“stray” stands loose in Children/);
    assert.match(report, /8610, error: Primary Need code is missing/);
    assert.match(report, /2887Q, query/);
    await hands.unfold('Where 8610 was found');
    assert.match(await main(page), /K2[\s\S]*PrimaryNeedCode: missing \(CINdetails, line \d+\)/);
    await inspect(page, 'returns-report');
    assert.equal(new URL(page.url()).pathname, '/returns', 'nothing of the file is in the address');

    await hands.unfold('Let 2887Q stand');
    await hands.type('Say why 2887Q is right throughout the return', 'Two children: both were looked at');
    await hands.unfold('Let 8670Q stand');
    await sentence(page).check();
    await hands.unfold('Where 8670Q was found');
    await hands.type('Why it is right of K1', 'The family moved away');
    await inspect(page, 'returns-note');
    const notes = await downloaded(page, 'Save the notes');
    assert.equal(notes.name, 'census.xml.notes.toml');
    assert.match(notes.text, /\[return\]\n2887Q = "Two children: both were looked at"\n8670Q = "8670Q: All records have been checked/);
    assert.match(notes.text, /\[children.K1\]\n8670Q = "The family moved away"/);

    await visit('/returns');
    await hands.choose('Children in need census');
    await input(page, 'file').setInputFiles(file('census.xml', CENSUS));
    await input(page, 'notes').setInputFiles(file('census.xml.notes.toml', notes.text));
    await hands.pressButton('Check the return');
    assert.match(await main(page), /2\s*queries with a note/);
    assert.ok(await sentence(page).isChecked());
    assert.equal(await page.getByLabel('Say why 2887Q is right throughout the return').inputValue(), 'Two children: both were looked at');
    const again = await downloaded(page, 'Save the notes');
    assert.equal(again.text, notes.text, 'what was handed in is not lost');
});

journey('An analyst checks children looked after', { javaScript: [true, false] }, async ({ page, hands, visit, signIn }) => {
    await signIn('ana.analyst');
    await visit('/returns');
    await hands.choose('Children looked after (SSDA903)');
    await hands.unfold('More that makes more rules run (optional)');
    await inspect(page, 'returns-903');
    await input(page, 'files').setInputFiles(file('census.xml', CENSUS));
    await hands.type('The council’s code', 'Marlshire');
    await input(page, 'notes').setInputFiles(file('notes.toml', 'Dear all,'));
    await hands.pressButton('Check the return');
    const problems = await problemsOf(page);
    assert.match(problems.join('\n'), /census.xml is a children in need census[\s\S]*a letter and eight digits[\s\S]*notes.toml is not a file of notes/);
    assert.equal(await page.getByLabel('The council’s code').inputValue(), 'Marlshire');
    await inspect(page, 'returns-903-wrong');

    await hands.type('The council’s code', 'E10000016');
    await input(page, 'files').setInputFiles(filesOf('this'));
    await input(page, 'last_files').setInputFiles(filesOf('last').filter((name) => /Header|Episodes/i.test(name)));
    await hands.pressButton('Check the return');
    await isPage(page, 'SSDA903, children looked after 2026-27');
    const report = await main(page);
    assert.match(report, /and 11 more files\. Errors have to be put right/);
    assert.match(report, /A file of postcodes was not given: 16 rules/);
    assert.doesNotMatch(report, /Last year’s return was not given/);
    const where = page.locator('summary', { hasText: /^\s*Where/ }).first();
    await hands.unfold((await where.innerText()).trim());
    await inspect(page, 'returns-903-report');
    assert.equal(new URL(page.url()).pathname, '/returns', 'nothing of the files is in the address');
});

journey('A worker has no returns', { widths: [1280] }, async ({ page, visit, signIn }) => {
    await signIn('felix.family');
    const answer = await page.request.get('/returns');
    assert.equal(answer.status(), 404);
    await visit('/home');
    assert.equal(await page.getByRole('link', { name: 'Returns', exact: true }).count(), 0);
});
