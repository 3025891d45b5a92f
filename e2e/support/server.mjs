// One demo for the whole run: a council of its own in a folder that is removed afterwards, and a PDS of invented people beside it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { NOW } from './day.mjs';

// Setting up PostgreSQL, migrating and seeding 500 people in a debug build.
const PATIENCE_MS = 180_000;
const PEOPLE = 500;

/** Where `cargo build` puts the command. */
export function command() {
    const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
    return join(process.env.CARGO_TARGET_DIR || join(cache, 'kith', 'target'), 'debug', 'kith');
}

/** The NHS's register of patients, as `kith pds mock` plays it. Gives the settings that find it, and how to stop it. */
async function startPds(folder) {
    const pds = spawn(command(), ['pds', 'mock', folder, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise((resolve) => pds.once('exit', resolve));
    await addressOf(pds);
    const stop = async () => {
        pds.kill('SIGKILL');
        await ended;
    };
    return { settings: join(folder, 'pds.toml'), stop };
}

/**
 * Starts the demo and waits for the address it prints. `stop` ends it as Ctrl-C would and removes its data; `kill` ends it as a
 * power cut would, and `again` starts it on the same data and at the same address, at another moment if one is given.
 */
export async function startDemo({ people = PEOPLE } = {}) {
    const data = mkdtempSync(join(tmpdir(), 'kith-e2e-'));
    const nhs = mkdtempSync(join(tmpdir(), 'kith-e2e-pds-'));
    const pds = await startPds(nhs);
    const args = ['demo', '--people', String(people), '--data', data, '--no-limits', '--pds', pds.settings];
    let demo;
    let ended;
    const start = (...more) => {
        demo = spawn(command(), [...args, ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
        ended = new Promise((resolve) => demo.once('exit', resolve));
        return addressOf(demo);
    };
    const kill = async () => {
        demo.kill('SIGKILL');
        await ended;
    };
    const stop = async () => {
        demo.kill('SIGINT');
        await ended;
        await pds.stop();
        for (const folder of [data, nhs]) rmSync(folder, { recursive: true, force: true });
    };
    try {
        const url = await start('--port', '0', '--fresh', '--at', NOW);
        return { url, stop, kill, again: (at = NOW) => start('--port', new URL(url).port, '--at', at) };
    } catch (error) {
        await stop();
        throw error;
    }
}

function addressOf(demo) {
    let said = '';
    return new Promise((resolve, reject) => {
        const giveUp = (why) => reject(new Error(`${why}. It said:\n${said}`));
        const timer = setTimeout(() => giveUp('the demo printed no address in time'), PATIENCE_MS);
        demo.once('error', (error) => giveUp(`the demo could not be started (${error.message}); cargo build -p kith`));
        demo.once('exit', (code) => giveUp(`the demo ended with ${code}`));
        const listen = (chunk) => {
            said += chunk;
            const address = said.match(/http:\/\/127\.0\.0\.1:[1-9]\d*/);
            if (address) {
                clearTimeout(timer);
                resolve(address[0]);
            }
        };
        demo.stdout.on('data', listen);
        demo.stderr.on('data', listen);
    });
}
