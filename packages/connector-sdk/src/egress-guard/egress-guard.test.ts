import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { Agent, request } from 'undici';
import { describe, expect, test } from 'vitest';
import { bareHost, checkEgressUrl, type EgressPolicy } from './check-egress-url.ts';
import { deniedAddress } from './denied-address.ts';
import { ALLOWED_URLS, DENIED_URLS, PUBLIC_LITERALS } from './egress-corpus.ts';
import { EGRESS_DENIED, guardedLookup, type ResolveAll } from './guarded-lookup.ts';

const strict: EgressPolicy = { loopback: 'denied' };
const sandbox: EgressPolicy = { loopback: 'allowed' };

describe.each(Object.entries(DENIED_URLS))('denied for %s', (reason, urls) => {
  test.each(urls.map((url) => [url.slice(0, 80), url]))('%j', (_, url) => {
    expect(checkEgressUrl(url, strict)).toEqual({ kind: 'denied', reason });
  });
});

test('the corpus has more than 120 URLs, none of them twice', () => {
  const all = Object.values(DENIED_URLS).flat();
  expect(all.length).toBeGreaterThan(120);
  expect(new Set(all).size).toBe(all.length);
});

test.each(ALLOWED_URLS)('allowed: %s', (url) => {
  expect(checkEgressUrl(url, strict).kind).toBe('allowed');
});

describe('what a policy opens', () => {
  test.each([
    ['http://localhost:4310/hook', sandbox],
    ['http://127.0.0.1:4310/hook', sandbox],
    ['http://[::1]:4310/hook', sandbox],
    ['https://hooks.example.com:9443/', { ...strict, furtherPorts: [9443] }],
    ['http://hooks.example.com/', { ...strict, plainHttpHosts: ['hooks.example.com'] }],
  ])('%s', (url, policy) => {
    expect(checkEgressUrl(url, policy).kind).toBe('allowed');
    expect(checkEgressUrl(url, strict).kind).toBe('denied');
  });

  test.each(['http://10.0.0.1/', 'https://169.254.169.254/', 'https://[::ffff:10.0.0.1]/'])(
    'the sandbox opens nothing but this machine: %s is denied',
    (url) => {
      expect(checkEgressUrl(url, sandbox).kind).toBe('denied');
    },
  );
});

describe('addresses', () => {
  test.each([
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2002:808:808::1',
    '2001:0:808:808::1',
    'fe80::1%eth0',
    'hooks.example.com',
    '',
  ])('%j is denied', (address) => {
    expect(deniedAddress(address)).toBeTypeOf('string');
  });

  test.each(['8.8.8.8', '93.184.215.14', '172.32.0.1', '2606:4700:4700::1111', '2a00:1450::1'])(
    '%s is public',
    (address) => {
      expect(deniedAddress(address)).toBeUndefined();
    },
  );

  test.each(DENIED_URLS.address_literal.filter((url) => !PUBLIC_LITERALS.includes(url)))(
    'what %s names is denied as the answer of a name server, too',
    (url) => {
      expect(deniedAddress(bareHost(new URL(url)))).toBeTypeOf('string');
    },
  );

  test('whatever an independent library does not call unicast is denied', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        if (ipaddr.parse(address).range() === 'unicast') return;
        expect(deniedAddress(address), address).toBeTypeOf('string');
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('in the connection', () => {
  /** Asks for a page of a server on this machine, under a name that resolves as told. */
  async function call(resolveAll: ResolveAll, policy: EgressPolicy) {
    let connections = 0;
    const server = createServer((_, reply) => reply.end('reached'));
    server.on('connection', () => connections++);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const dispatcher = new Agent({ connect: { lookup: guardedLookup(policy, resolveAll) } });
    try {
      const reply = await request(`http://hooks.example.com:${port}/`, { dispatcher });
      return { text: await reply.body.text(), connections };
    } catch (error) {
      return { code: (error as NodeJS.ErrnoException).code, connections };
    } finally {
      await dispatcher.close();
      await new Promise((closed) => server.close(closed));
    }
  }
  const resolvesTo =
    (...addresses: readonly string[]): ResolveAll =>
    (_, answer) =>
      answer(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );

  test('a name that resolves to this machine is not connected to', async () => {
    expect(await call(resolvesTo('127.0.0.1'), strict)).toEqual({
      code: EGRESS_DENIED,
      connections: 0,
    });
  });

  test('one private address among public ones denies them all', async () => {
    const answer = await call(resolvesTo('93.184.215.14', '127.0.0.1'), strict);
    expect(answer).toEqual({ code: EGRESS_DENIED, connections: 0 });
  });

  test('a name without addresses is not connected to', async () => {
    expect(await call(resolvesTo(), strict)).toEqual({ code: 'ENOTFOUND', connections: 0 });
  });

  test('where loopback is allowed the call arrives', async () => {
    expect(await call(resolvesTo('127.0.0.1'), sandbox)).toEqual({
      text: 'reached',
      connections: 1,
    });
  });

  test('our own public address is denied', async () => {
    const policy = { ...sandbox, ownAddresses: ['127.0.0.1'] };
    expect((await call(resolvesTo('127.0.0.1'), policy)).code).toBe(EGRESS_DENIED);
  });

  test('a name that turns private between two calls is refused at the second', async () => {
    let asked = 0;
    const rebinding: ResolveAll = (hostname, answer) =>
      resolvesTo(asked++ === 0 ? '93.184.215.14' : '127.0.0.1')(hostname, answer);
    const lookup = guardedLookup(strict, rebinding);
    const outcomes = await Promise.all(
      [1, 2].map(
        () =>
          new Promise<string>((resolve) =>
            lookup('hooks.example.com', { all: true }, (error) =>
              resolve(error?.code ?? 'checked'),
            ),
          ),
      ),
    );
    expect(outcomes).toEqual(['checked', EGRESS_DENIED]);
  });
});
