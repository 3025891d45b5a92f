// Runs the tests in the browser: node e2e/run.mjs [part of a file's name [part of a test's name]]
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startDemo } from './support/server.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [wanted = '', test] = process.argv.slice(2);
const journeys = readdirSync(here('journeys/')).filter((file) => file.endsWith('.test.mjs'));
const files = ['harness.test.mjs', ...journeys.map((file) => `journeys/${file}`)].filter((file) => file.includes(wanted));

// What is typed between two deaths of a server is held against the clock, so nothing else runs beside it.
const ALONE = ['journeys/keystrokes.test.mjs'];
// Longest first, so that no lane works on for minutes after the other has ended.
const LONG = ['everything', 'j1-', 'j5-writing', 'j16-closure', 'tutorial', 'j2-'];
const rank = (file) => [...LONG.map((part) => file.includes(part)), true].indexOf(true);

// Two lanes, each with a demo of its own, because a browser, a server and a database leave a second core idle half of the time.
// Within a lane one file runs after the other: they share its demo.
const several = files.length > 2 && cpus().length > 1 && !process.env.KITH_E2E_URL;
const lanes = [];

async function openLane() {
    if (process.env.KITH_E2E_URL) return { url: process.env.KITH_E2E_URL };
    if (!files.some((file) => file.startsWith('journeys/'))) return {};
    const demo = await startDemo();
    console.log(`testing ${demo.url}`);
    return demo;
}

// One file in a process of its own. What it says is printed whole when it ends, so that two lanes do not talk at once. Only the last
// word on a file counts as failed in the totals of ./test.
function attempt(file, lane, isLast) {
    const pattern = test ? [`--test-name-pattern=${test}`] : [];
    const env = { ...process.env, ...(lane.url && { KITH_E2E_URL: lane.url }) };
    const child = spawn(process.execPath, ['--test', '--test-reporter=spec', ...pattern, here(file)], { env });
    const said = [];
    child.stdout.on('data', (chunk) => said.push(chunk));
    child.stderr.on('data', (chunk) => said.push(chunk));
    return new Promise((resolve) => {
        child.once('close', (code) => {
            const words = Buffer.concat(said).toString();
            process.stdout.write(`${file}\n${isLast ? words : words.replace(/^ℹ fail /gm, 'ℹ failed at first: ')}`);
            resolve(code === 0);
        });
    });
}

async function work(lane, waiting, failed) {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
        if (!(await attempt(file, lane, false))) failed.push(file);
    }
}

console.log(several ? 'starting two demos …' : 'starting a demo …');
lanes.push(...(await Promise.all(Array.from({ length: several ? 2 : 1 }, openLane))));
const beside = files.filter((file) => !ALONE.includes(file)).sort((one, other) => rank(one) - rank(other));
const failed = [];
await Promise.all(lanes.map((lane) => work(lane, beside, failed)));
await work(lanes[0], files.filter((file) => ALONE.includes(file)), failed);

// A browser on a busy machine now and then takes longer than anybody waits. A file that fails is run once more, with nothing beside
// it, and must then pass whole; what failed at first stays in the output.
if (failed.length > 0) console.log(`once more: ${failed.join(', ')}`);
let isGood = true;
for (const file of failed) isGood = (await attempt(file, lanes[0], true)) && isGood;
process.exitCode = isGood ? 0 : 1;
await Promise.all(lanes.map((lane) => lane.stop?.()));
