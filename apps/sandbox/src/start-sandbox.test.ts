import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseBankingDay, parseInstant, present, systemClock } from '@kontor/kernel';
import { request } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from './start-sandbox.ts';

const running: Sandbox[] = [];
afterEach(stopAll);

async function stopAll(): Promise<void> {
  for (const sandbox of running.splice(0)) await sandbox.stop();
}

async function sandboxWith(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ customers: 20, ...options });
  running.push(sandbox);
  return sandbox;
}

type Asking = {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

async function ask(url: string, { method = 'GET', headers = {}, body }: Asking = {}) {
  const reply = await request(url, { method, headers, ...(body !== undefined && { body }) });
  return { status: reply.statusCode, headers: reply.headers, text: await reply.body.text() };
}

describe('the sandbox', () => {
  test('runs every system of the registry, each with its own ports', async () => {
    const { systems, pageUrl } = await sandboxWith();
    const addresses = systems.flatMap(({ url, controlUrl }) => [url, controlUrl]);
    expect(new Set([...addresses, pageUrl]).size).toBe(systems.length * 2 + 1);
    for (const { controlUrl } of systems) {
      expect((await ask(`${controlUrl}/_sandbox/faults`)).status).toBe(200);
    }
  });

  test('gives each system settings that its connector can sign in with', async () => {
    const sandbox = await sandboxWith();
    const { url, settings } = sandbox.system('salesforce');
    expect(settings).toMatchObject({ baseUrl: url, clientId: expect.stringMatching(/./) });
  });

  test('keeps books and bank over a restart', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const day = present(parseBankingDay('2026-03-31'), 'it is a day');
    const before = await sandboxWith({ dataFolder });
    const entry = { kind: 'account-note', reference: 'R1', number: '1', facts: {} };
    before.system('salesforce').ledger.append(entry);
    before.bank.book('DE01-MAIN', { amount: '1.00', direction: 'credit' });
    before.bank.closeDay(day);
    await stopAll();
    const after = await sandboxWith({ dataFolder });
    expect(after.system('salesforce').ledger.entriesOf('R1')).toHaveLength(1);
    expect(after.bank.balanceOf('DE01-MAIN').minor).toBe(125_000_100n);
  });

  test('leaves nothing running when a port is taken', async () => {
    const { pageUrl } = await sandboxWith();
    const taken = parseInt(new URL(pageUrl).port, 10);
    await expect(startSandbox({ customers: 1, ports: { first: taken } })).rejects.toThrow();
    const first = await ask(pageUrl);
    expect(first.status).toBe(200);
  });
});

test('its ledgers are open from the month before to the month after', async () => {
  const clock = { ...systemClock, now: () => present(parseInstant('2026-01-31T12:00:00Z'), 'one') };
  const { company } = await sandboxWith({ clock, customers: 1 });
  for (const { openPostingDays } of company.legalEntities) {
    expect(openPostingDays).toEqual({ from: '2025-12-01', to: '2026-02-28' });
  }
});

describe('its page', () => {
  test('lists the systems, their switches and their books', async () => {
    const { pageUrl, systems } = await sandboxWith();
    const { status, text, headers } = await ask(pageUrl);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    // With no-referrer, browsers would post its forms with the origin "null", and be refused.
    expect(headers['referrer-policy']).toBe('same-origin');
    for (const { title, url } of systems) {
      expect(text).toContain(`>${title}</h2>`);
      expect(text).toContain(url);
      expect(text).toContain(`Books of ${title}`);
    }
    expect(text).toContain('Running well.');
  });

  test('has a label and a description for every field, and no id twice', async () => {
    const { text } = await ask((await sandboxWith()).pageUrl);
    const idsOf = (pattern: RegExp) => Array.from(text.matchAll(pattern), (match) => match[1]);
    const ids = idsOf(/ id="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    const inputs = idsOf(/<input[^>]* id="([^"]+)"/g);
    expect(inputs.length).toBeGreaterThan(5);
    expect(idsOf(/<label for="([^"]+)"/g)).toEqual(inputs);
    for (const help of idsOf(/aria-describedby="([^"]+)"/g)) expect(ids).toContain(help);
  });

  test('sets faults, shows them and clears them', async () => {
    const sandbox = await sandboxWith();
    const { faults } = sandbox.system('salesforce');
    const post = (body: string) =>
      ask(`${sandbox.pageUrl}/systems/salesforce/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      });
    const form = new URLSearchParams(
      Object.entries(faults.current()).flatMap(([name, value]) =>
        typeof value === 'boolean' ? [] : [[name, String(value)] as [string, string]],
      ),
    );
    form.set('lostReplyRate', '0.25');
    const { status, headers } = await post(form.toString());
    expect([status, headers['location']]).toEqual([303, '/#salesforce']);
    expect(faults.current()).toMatchObject({ lostReplyRate: 0.25, down: false });
    expect((await ask(sandbox.pageUrl)).text).toContain('<strong>Disturbed:</strong> Lost reply.');

    form.set('down', 'on');
    await post(form.toString());
    expect((await ask(sandbox.pageUrl)).text).toContain('<strong>Down.</strong>');

    await post('clear=yes');
    expect(faults.current()).toMatchObject({ lostReplyRate: 0, down: false });
  });

  test.each(['lostReplyRate=2', 'lostReplyRate=', 'slowMs=soon', ''])(
    'refuses %j and changes nothing',
    async (body) => {
      const sandbox = await sandboxWith();
      const before = sandbox.system('salesforce').faults.current();
      const path = `${sandbox.pageUrl}/systems/salesforce/faults`;
      expect((await ask(path, { method: 'POST', body })).status).toBe(400);
      expect(sandbox.system('salesforce').faults.current()).toEqual(before);
    },
  );

  test.each([
    ['another site’s form', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another site’s script', { 'sec-fetch-site': 'cross-site' }],
    ['a name that resolves here', { host: 'evil.example' }],
  ])('is closed to %s', async (_, headers) => {
    const sandbox = await sandboxWith();
    const path = `${sandbox.pageUrl}/systems/salesforce/faults`;
    expect((await ask(path, { method: 'POST', headers, body: 'clear=yes' })).status).toBe(403);
  });

  test('says the same to programs', async () => {
    const { pageUrl, systems } = await sandboxWith();
    const told = JSON.parse((await ask(`${pageUrl}/sandbox.json`)).text) as object;
    expect(told).toMatchObject({
      customers: 20,
      systems: systems.map(({ name, url, controlUrl }) => ({ name, url, controlUrl })),
    });
  });
});

describe('the command line', () => {
  test.each([
    [[], {}, { ports: { first: 4300 } }],
    [['--ports', '5000', '--seed', '7'], {}, { ports: { first: 5000 }, seed: 7 }],
    [[], { KONTOR_SANDBOX_CUSTOMERS: '50' }, { ports: { first: 4300 }, customers: 50 }],
    [['--customers', '9'], { KONTOR_SANDBOX_CUSTOMERS: '50' }, { customers: 9 }],
    [['--data', 'books'], {}, { dataFolder: 'books' }],
  ])('%j with %j', (args, environment, options) => {
    expect(readConfig(args, environment)).toMatchObject({ kind: 'options', options });
  });

  test.each([[['--help']], [['--port', '1']], [['--seed', 'x']], [['--ports', '-1']]])(
    '%j explains itself',
    (args) => {
      expect(readConfig(args, {}).kind).toBe('usage');
    },
  );
});
