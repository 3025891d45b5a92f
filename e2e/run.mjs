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
// Each in a run of its own, because a failed test names the file it was written down in, which for a journey is the harness.
// Gives the files in which something failed. Only the last word on a file counts as failed in the totals of ./test.
async function attempt(paths, isLast) {
    const failed = [];
    for (const path of paths) {
        let isGood = true;
        const tests = run({ files: [path], concurrency: 1, ...(test && { testNamePatterns: [test] }) });
        tests.on('test:fail', () => (isGood = false));
        const words = tests.compose(new spec());
        words.on('data', (chunk) => {
            process.stdout.write(isLast ? chunk : String(chunk).replace(/^ℹ fail /gm, 'ℹ failed at first: '));
        });
        await new Promise((resolve) => words.once('end', resolve));
        if (!isGood) failed.push(path);
    }
    return failed;
}

// A browser on a busy machine now and then takes longer than anybody waits. A file that fails is run once more and must
// then pass whole; what failed at first stays in the output.
let failed = await attempt(files.map(here), false);
if (failed.length > 0) {
    console.log(`once more: ${failed.join(', ')}`);
    failed = await attempt(failed, true);
}
process.exitCode = failed.length > 0 ? 1 : 0;
await demo?.stop();
