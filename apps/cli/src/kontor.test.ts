import { spawn } from 'node:child_process';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { createCustomerInvoices, getTransactionStory, listTransactions } from '@kontor/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testData } from '@kontor/testing/test-data';

type Ended = { readonly code: number | null; readonly out: string; readonly complaint: string };
type Settings = { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string };

const BINARY = resolve(import.meta.dirname, '../bin/kontor.mjs');

function kontor(args: readonly string[], { env = {}, cwd }: Settings = {}): Promise<Ended> {
  const child = spawn(process.execPath, [BINARY, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    cwd: cwd ?? tmpdir(),
  });
  const texts = { out: '', complaint: '' };
  child.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (texts.complaint += chunk.toString()));
  return new Promise((resolveEnd) => child.on('close', (code) => resolveEnd({ code, ...texts })));
}

async function fileWith(content: string | Uint8Array): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'kontor-cli-')), 'some.file');
  await writeFile(path, content);
  return path;
}

describe.concurrent('kontor', () => {
  test.each([[[]], [['help']], [['--help']]])('%j lists the commands', async (args) => {
    const { code, out } = await kontor(args);
    expect(code).toBe(0);
    expect(out).toContain('parse');
    expect(out).toContain('story');
  });

  test.each([
    [['nonsense'], 'there is no command nonsense'],
    [['parse'], 'kontor parse FILE'],
    [['parse', 'a', 'b'], 'kontor parse FILE'],
    [['parse', '--loud', 'a'], 'kontor parse FILE'],
    [['parse', '/no/such/file'], 'there is no file /no/such/file'],
    [['parse', tmpdir()], 'is a folder'],
    [['send', 'a'], 'kontor send FILE'],
    [['send', '/no/such/file', '--key', 'k'], 'there is no file /no/such/file'],
    [['story'], 'kontor story NUMBER'],
    [['story', 'RE-1'], 'has the server been started?'],
  ])('%j is wrong usage', async (args, complaint) => {
    const ended = await kontor(args);
    expect(ended.code).toBe(2);
    expect(ended.out).toBe('');
    expect(ended.complaint).toContain(complaint);
    expect(ended.complaint).not.toMatch(STACK);
  });

  test.each([['parse'], ['send'], ['story']])('%s --help explains itself', async (command) => {
    const { code, out } = await kontor([command, '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`kontor ${command} `);
  });
});

describe.concurrent('kontor parse', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "${'b'.repeat(100)}">]><a>&b;</a>`;
  const camt = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08';

  test.each([
    ['nothing', ''],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ['plain words', 'Dear Sir or Madam,'],
    ['an entity', bomb],
    [
      'an e-invoice with an entity',
      bomb.replaceAll('<a>', '<Invoice>').replace('</a>', '</Invoice>'),
    ],
    [
      'an invoice of nothing',
      '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>',
    ],
    ['half a statement', `<Document xmlns="${camt}"><BkToCstmrStmt><GrpHdr>`],
    ['deep elements', '<a>'.repeat(200_000)],
    ['half an MT940', ':20:1\r\n:25:DE1\r\n:28C:1/1\r\n:60F:C260331EUR1,00\r\n:61:garbage'],
    ['another message', '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>'],
  ])('refuses %s with a problem', async (_, content) => {
    const { code, out, complaint } = await kontor(['parse', await fileWith(content)]);
    expect(code).toBe(1);
    expect(out).toBe('');
    const problem = JSON.parse(complaint) as { code: string; errors: { detail: string }[] };
    expect(problem.code).toMatch(/^unacceptable_(file|invoice)$/);
    expect(problem.errors[0]?.detail).toMatch(/\w/);
    expect(complaint).not.toMatch(STACK);
  });

  test('prints a statement with its proof, and refuses it only when asked to', async () => {
    const lines = [':20:S1', ':25:DE02120300000000202051', ':28C:1/1', ':60F:C260331EUR10,00'];
    const entry = ':61:2603310331C5,00NTRFNONREF';
    const path = await fileWith([...lines, entry, ':62F:C260331EUR16,00', '-', ''].join('\r\n'));
    const lenient = await kontor(['parse', path]);
    expect(lenient.code).toBe(0);
    expect(JSON.parse(lenient.out)).toMatchObject({
      file: { format: 'MT940' },
      statements: [{ entries: [{ amount: '5.00' }], proof: { kind: 'disproved' } }],
    });
    expect(lenient.complaint).toContain('Not proved');
    const strict = await kontor(['parse', '--strict', path]);
    expect([strict.code, strict.out]).toEqual([1, '']);
    expect(JSON.parse(strict.complaint)).toMatchObject({ code: 'unacceptable_file' });
  });

  const samples: readonly (readonly [string, readonly string[], string])[] = [
    ['camt/camt-to-coda-daily', ['.xml'], 'statements'],
    ['mt940/cmxl', ['mt940.txt'], 'statements'],
    ['einvoice/en16931-examples', ['.xml'], 'number'],
  ];
  const present = testData('camt') !== undefined;
  if (!present) console.warn('The test data are absent: no samples are parsed.');

  test.runIf(present).each(samples)('prints JSON of %s', async (folder, endings, field) => {
    const root = testData(folder) ?? '';
    const names = await readdir(root, { recursive: true });
    const [name = ''] = names.filter((each) => endings.some((ending) => each.endsWith(ending)));
    const { code, out, complaint } = await kontor(['parse', join(root, name)]);
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
    expect(JSON.parse(out)).toHaveProperty(field);
  });
});

describe('kontor story', () => {
  const transaction = listTransactions.replies[200].example.items[0];
  const story = getTransactionStory.replies[200].example;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://kontor.invalid');
    const items = searchParams.get('number') === '2026-00417' ? [transaction] : [];
    const token = { access_token: 'some-token', token_type: 'Bearer', expires_in: 600 };
    const isStory = pathname.endsWith('/story');
    const password = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64');
    if (pathname === '/oauth/token' && password.toString().endsWith(':wrong')) {
      response.writeHead(401, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify({ error: 'invalid_client' }));
    }
    const body = pathname === '/oauth/token' ? token : isStory ? story : { items };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  function home() {
    return mkdtemp(join(tmpdir(), 'kontor-home-'));
  }

  test('tells the story that the API tells, with the credentials of the server', async () => {
    const folder = await home();
    const client = { clientId: 'operations', clientSecret: 'not-a-secret' };
    const credentials = { apiUrl: url, tokenUrl: `${url}/oauth/token`, ...client };
    await writeFile(join(folder, 'credentials.json'), JSON.stringify(credentials));
    const ended = await kontor(['story', '2026-00417'], { env: { KONTOR_HOME: folder } });
    expect(ended).toMatchObject({ code: 0, complaint: '' });
    expect(ended.out).toContain(story.title);
    expect(ended.out).toContain('Received from the shop');
    expect(asked.some((line) => line.startsWith('POST /oauth/token'))).toBe(true);
  });

  test('says so when nothing has the number', async () => {
    const client = { KONTOR_CLIENT_ID: 'operations', KONTOR_CLIENT_SECRET: 'not-a-secret' };
    const env = { KONTOR_API_URL: url, KONTOR_TOKEN_URL: `${url}/oauth/token`, ...client };
    const ended = await kontor(['story', 'RE-1'], { env });
    expect([ended.code, ended.out]).toEqual([1, '']);
    expect(JSON.parse(ended.complaint)).toMatchObject({ code: 'not_found' });
  });

  test('says so when its credentials are refused', async () => {
    const client = { KONTOR_CLIENT_ID: 'operations', KONTOR_CLIENT_SECRET: 'wrong' };
    const env = { KONTOR_API_URL: url, KONTOR_TOKEN_URL: `${url}/oauth/token`, ...client };
    const ended = await kontor(['story', 'RE-1'], { env });
    expect([ended.code, ended.out]).toEqual([1, '']);
    expect(JSON.parse(ended.complaint)).toMatchObject({ code: 'unauthenticated' });
  });

  test('says so when nobody answers', async () => {
    const nowhere = 'http://127.0.0.1:1';
    const client = { KONTOR_CLIENT_ID: 'operations', KONTOR_CLIENT_SECRET: 'not-a-secret' };
    const env = { KONTOR_API_URL: nowhere, KONTOR_TOKEN_URL: nowhere, ...client };
    const ended = await kontor(['story', 'RE-1'], { env });
    expect([ended.code, ended.out]).toEqual([1, '']);
    expect(JSON.parse(ended.complaint)).toMatchObject({ code: 'unavailable' });
    expect(ended.complaint).not.toMatch(STACK);
  });
});

describe('kontor send', () => {
  const outcomes = createCustomerInvoices.replies[200].example;
  const asked: { readonly key: unknown; readonly lines: number }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const isToken = request.url === '/oauth/token';
      const token = { access_token: 'some-token', token_type: 'Bearer', expires_in: 600 };
      const key = request.headers['idempotency-key'];
      if (!isToken) asked.push({ key, lines: body.split('\n').length });
      const reply = JSON.stringify(isToken ? token : outcomes);
      response.writeHead(200, { 'content-type': 'application/json' }).end(reply);
    });
  });
  let env: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = { KONTOR_CLIENT_ID: 'operations', KONTOR_CLIENT_SECRET: 'not-a-secret' };
    env = { KONTOR_API_URL: url, KONTOR_TOKEN_URL: `${url}/oauth/token`, ...client };
  });
  afterAll(() => void server.close());

  test('prints what was refused with its line in the file, and counts the rest', async () => {
    const path = await fileWith('{"number":"1"}\n\n{"number":"2"}\n');
    const ended = await kontor(['send', path, '--key', 'march'], { env });
    expect(ended.code).toBe(1);
    expect(asked).toEqual([{ key: 'march', lines: 2 }]);
    expect(JSON.parse(ended.out)).toMatchObject({
      ...{ line: 3, outcome: 'refused' },
      problem: { code: 'unacceptable_invoice', errors: [{ pointer: '/customer' }] },
    });
    expect(ended.complaint).toBe('1 accepted, 0 of them before; 1 refused.\n');
  });

  test('says which line is no JSON', async () => {
    const path = await fileWith('{"number":"1"}\n{"number":\n');
    const ended = await kontor(['send', path, '--key', 'march'], { env });
    expect([ended.code, ended.out]).toEqual([1, '']);
    expect(JSON.parse(ended.complaint)).toMatchObject({
      detail: expect.stringContaining('Line 2 is not JSON'),
    });
  });
});

const STACK = /\n\s+at /;
