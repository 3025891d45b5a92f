// Runs the tests in the browser: node e2e/run.mjs [part of a file's name [part of a test's name]]
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { startDemo } from './support/server.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [wanted = '', test] = process.argv.slice(2);
const journeys = readdirSync(here('journeys/')).filter((file) => file.endsWith('.test.mjs'));
const files = ['harness.test.mjs', ...journeys.map((file) => `journeys/${file}`)].filter((file) => file.includes(wanted));

let demo;
if (!process.env.KITH_E2E_URL && files.some((file) => file.startsWith('journeys/'))) {
    console.log('starting a demo …');
    demo = await startDemo();
    process.env.KITH_E2E_URL = demo.url;
    console.log(`testing ${demo.url}`);
}

// One file after the other: they share the demo, and two cores are soon busy with a browser, a server and a database.
const tests = run({ files: files.map(here), concurrency: 1, ...(test && { testNamePatterns: [test] }) });
tests.once('test:fail', () => { process.exitCode = 1; });
tests.compose(new spec()).pipe(process.stdout);
await new Promise((resolve) => tests.once('end', resolve));
await demo?.stop();
