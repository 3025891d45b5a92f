// A provider to sign in with, for tests: oidc-provider, with one client in the shape of each service Kith knows. Prints
// its issuer, and ends when its input does. Two addresses of its own:
//   POST /test/rotate            new signing keys; the old ones are no longer published
//   POST /test/twist?as=KIND     the next ID token is changed as KIND says, and signed again with the provider's own key
import { createServer } from 'node:http';
import { generateKeyPairSync, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Provider from 'oidc-provider';
import { SignJWT, importJWK, exportJWK, decodeJwt } from 'jose';

// Only the issuer goes to standard output, which nobody reads after that.
console.info = () => {};

const [redirectUri, publicKeyFile] = process.argv.slice(2);
const clientJwk = JSON.parse(readFileSync(publicKeyFile, 'utf8'));
const TENANT = '0f0f0f0f-0000-4000-8000-000000000001';

// Who can sign in, by login_hint. None of them is anybody.
const PEOPLE = {
    assured: { amr: ['pwd', 'mfa'], acr: 'AAL3_ANY', vot: 'Cl.Cm', tid: TENANT },
    plain: { amr: ['pwd'], acr: 'AAL1_USERPASS', vot: 'Cl', tid: TENANT },
    stranger: { amr: ['pwd', 'mfa'], acr: 'AAL3_ANY', vot: 'Cl.Cm', tid: '0f0f0f0f-0000-4000-8000-000000000002' },
};
const claimsOf = (id) => ({ sub: id, oid: `oid-${id}`, nhsid_useruid: `910000${id.length}`, ...PEOPLE[id] });

let generation = 0;
let keys;
let handler;
let twist = null;
const made = new Map();

async function build(issuer) {
    generation += 1;
    const pair = async (kind, options, alg) => {
        const { privateKey } = generateKeyPairSync(kind, options);
        return { ...(await exportJWK(privateKey)), alg, use: 'sig', kid: `${alg}-${generation}` };
    };
    keys = [await pair('rsa', { modulusLength: 2048 }, 'RS256'), await pair('ec', { namedCurve: 'P-256' }, 'ES256')];
    const client = (client_id, alg, more) => ({
        client_id, redirect_uris: [redirectUri], response_types: ['code'], grant_types: ['authorization_code'],
        id_token_signed_response_alg: alg, require_auth_time: true, ...more,
    });
    const byKey = { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [clientJwk] } };
    const provider = new Provider(issuer, {
        clients: [
            client('entra', 'RS256', { client_secret: 'a secret for testing', token_endpoint_auth_method: 'client_secret_basic' }),
            client('cis2', 'RS256', byKey),
            client('one-login', 'ES256', byKey),
        ],
        jwks: { keys },
        adapter: Memory,
        cookies: { keys: ['for testing'] },
        conformIdTokenClaims: false,
        scopes: ['openid', 'nhsperson'],
        claims: { openid: ['sub', 'oid', 'tid', 'amr', 'acr', 'vot'], nhsperson: ['nhsid_useruid'] },
        acrValues: ['AAL3_ANY'],
        extraParams: ['vtr'],
        features: { devInteractions: { enabled: false } },
        findAccount: (ctx, id) => ({
            accountId: id,
            claims: (use) => {
                const { nhsid_useruid, ...rest } = claimsOf(id);
                // The NHS gives its number at the user information endpoint only.
                return use === 'userinfo' ? { ...rest, nhsid_useruid } : rest;
            },
        }),
        interactions: { url: (ctx, interaction) => `/test/interaction/${interaction.uid}` },
        async loadExistingGrant(ctx) {
            const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
            grant.addOIDCScope('openid nhsperson');
            await grant.save();
            return grant;
        },
    });
    provider.use(async (ctx, next) => {
        await next();
        if (ctx.path === '/token' && twist && ctx.body?.id_token) {
            ctx.body.id_token = await twisted(ctx.body.id_token, twist);
            twist = null;
        }
    });
    const answer = provider.callback();
    handler = async (request, response) => {
        if (request.url.startsWith('/test/interaction/')) {
            const { params } = await provider.interactionDetails(request, response);
            const accountId = params.login_hint ?? 'assured';
            const { amr, acr } = PEOPLE[accountId];
            return provider.interactionFinished(request, response, { login: { accountId, amr, acr, remember: false } });
        }
        return answer(request, response);
    };
}

/** The ID token changed, and signed again as the provider would. */
async function twisted(token, kind) {
    const claims = decodeJwt(token);
    const header = JSON.parse(Buffer.from(token.split('.')[0], 'base64url'));
    const now = Math.floor(Date.now() / 1000);
    const changes = {
        nonce: { nonce: 'of another sign-in' },
        no_nonce: { nonce: undefined },
        audience: { aud: 'another-application' },
        more_audiences: { aud: [claims.aud, 'another-application'] },
        party: { azp: 'another-application' },
        issuer: { iss: 'https://provider.example' },
        expired: { exp: now - 1 },
        old: { iat: now - 3600 },
        future: { iat: now + 3600, exp: now + 7200 },
        no_subject: { sub: claims.sub, oid: undefined },
        stale: { auth_time: now - 3600 },
    };
    const body = { ...claims, ...changes[kind] };
    const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    if (kind === 'none') return `${encode({ alg: 'none' })}.${encode(body)}.`;
    if (kind === 'hmac') {
        const signed = `${encode({ alg: 'HS256' })}.${encode(body)}`;
        return `${signed}.${createHmac('sha256', 'a secret for testing').update(signed).digest('base64url')}`;
    }
    if (kind === 'stranger_key') {
        const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
        return new SignJWT(body).setProtectedHeader({ alg: 'RS256', kid: 'nobody-published-this' }).sign(privateKey);
    }
    if (kind === 'borrowed_kid') {
        const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
        return new SignJWT(body).setProtectedHeader({ alg: 'RS256', kid: keys[0].kid }).sign(privateKey);
    }
    if (kind === 'changed') return token.replace(/\.[^.]+\./, `.${encode({ ...claims, oid: 'somebody-else' })}.`);
    if (kind === 'other_alg') {
        const other = keys.find((key) => key.alg !== header.alg);
        return new SignJWT(body).setProtectedHeader({ alg: other.alg, kid: other.kid }).sign(await importJWK(other));
    }
    const key = keys.find((one) => one.kid === header.kid);
    return new SignJWT(body).setProtectedHeader({ alg: key.alg, kid: key.kid }).sign(await importJWK(key));
}

/** Codes and sessions, kept when the keys change. */
class Memory {
    constructor(name) { this.name = name; }
    key(id) { return `${this.name}:${id}`; }
    async upsert(id, payload) { made.set(this.key(id), payload); if (payload.uid) made.set(`uid:${payload.uid}`, this.key(id)); }
    async find(id) { return made.get(this.key(id)); }
    async findByUid(uid) { return made.get(made.get(`uid:${uid}`)); }
    async findByUserCode() { return undefined; }
    async destroy(id) { made.delete(this.key(id)); }
    async consume(id) { const found = made.get(this.key(id)); if (found) found.consumed = Math.floor(Date.now() / 1000); }
    async revokeByGrantId(grantId) { for (const [key, value] of made) if (value?.grantId === grantId) made.delete(key); }
}

const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const done = () => { response.statusCode = 204; response.end(); };
    if (url.pathname === '/test/rotate') return build(issuer()).then(done);
    if (url.pathname === '/test/twist') { twist = url.searchParams.get('as'); return done(); }
    Promise.resolve(handler(request, response)).catch((error) => {
        response.statusCode = 500;
        response.end(String(error.stack));
    });
});
const issuer = () => `http://localhost:${server.address().port}`;
server.listen(0, '127.0.0.1', async () => {
    await build(issuer());
    console.log(issuer());
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
