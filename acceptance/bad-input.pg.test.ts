/**
 * What is wrong is refused with its exact code, the place and words that say how to mend it; it
 * changes nothing, and it does not burn its key (C8, C9, C52, C54, C56).
 */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createBankFile,
  createCustomerInvoice,
  getBankFile,
  type BankFile,
} from '@kontor/contracts';
import { present } from '@kontor/kernel';
import { afterAll, describe, expect, test } from 'vitest';
import { countBooks } from './platform/books.ts';
import type { RawReply } from './platform/caller.ts';
import { eventually } from './platform/eventually.ts';
import { startPlatform } from './platform/start-platform.ts';
import {
  changed,
  notBankFiles,
  unprovedCamt,
  unprovedMt940,
  type Unproved,
} from './samples/bad-bank-files.ts';
import { badJsonInvoices, type BadInput } from './samples/bad-json-invoices.ts';
import { badXmlInvoices } from './samples/bad-xml-invoices.ts';
import { bankDays } from './samples/bank-days.ts';
import { asUbl, germanCustomers, sampleInvoice } from './samples/sample-invoice.ts';

const platform = await startPlatform();
const { pool, sandbox } = platform;
const shop = platform.as('shop');
const treasury = platform.as('treasury');
const customer = present(germanCustomers(sandbox)[0], 'there are customers');
const good = sampleInvoice({ number: 'GOOD', customer });
let count = 0;

/** An invoice that is accepted, of its own number. */
function another(form: 'json' | 'ubl'): string {
  count += 1;
  const invoice = sampleInvoice({ number: `MENDED-${count}`, customer });
  return form === 'json' ? JSON.stringify(invoice) : asUbl(invoice, sandbox);
}

function expectRefusal({ problem: refused }: RawReply, { problem, defect, at, says }: BadInput) {
  expect(refused).toMatchObject({ code: problem });
  const error = refused?.errors?.find(({ code }) => code === defect);
  expect(error, JSON.stringify(refused)).toMatchObject({ ...(at && { pointer: at }) });
  expect(error?.detail).toMatch(says);
}

/** Refused, without a trace; the key is kept for what comes of mending it. */
async function refuseInvoice(type: string, bad: BadInput): Promise<string> {
  const before = await countBooks(pool);
  const key = crypto.randomUUID();
  const body = { type, content: bad.content };
  expectRefusal(await shop.call(createCustomerInvoice, { body, key }), bad);
  expect(await countBooks(pool)).toEqual(before);
  return key;
}

/** Waited for, so that nothing of it moves while something else is counted. */
async function accept(type: string, content: string, key: string): Promise<void> {
  const request = { body: { type, content }, key, headers: { prefer: 'wait=20' } };
  expect(await shop.read(createCustomerInvoice, request)).toMatchObject({ status: 'done' });
}

describe('an invoice as JSON', () => {
  const keys: string[] = [];

  test.each(badJsonInvoices(good, sandbox))('$name is refused', async (bad) => {
    keys.push(await refuseInvoice('application/json', bad));
  });

  test('each is accepted under the same key once it is mended', async () => {
    await Promise.all(keys.map((key) => accept('application/json', another('json'), key)));
  });

  test('a body that is larger than one call may carry is not even read', async () => {
    const content = JSON.stringify({ ...good, notes: ['x'.repeat(1_048_576)] });
    const body = { type: 'application/json', content };
    const { problem } = await shop.refusal(createCustomerInvoice, { body });
    expect(problem).toMatchObject({ code: 'body_too_large', detail: 'At most 1048576 bytes.' });
  });

  test('a content type that nobody knows is refused with those that are taken', async () => {
    const body = { type: 'text/csv', content: 'number;customer' };
    const { problem, headers } = await shop.refusal(createCustomerInvoice, { body });
    expect(problem).toMatchObject({ code: 'unsupported_media_type' });
    expect(headers.get('accept')).toBe('application/json, application/xml');
  });

  test('prototypes are as they were', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('an Idempotency-Key', () => {
  test('is asked for where something is made', async () => {
    const before = await countBooks(pool);
    const { problem } = await shop.refusal(createCustomerInvoice, { json: good, key: null });
    expect(problem).toMatchObject({ status: 400, code: 'idempotency_key_missing' });
    expect(problem.type).toBe('/problems/idempotency_key_missing');
    expect((await fetch(`${platform.url}${problem.type}`)).status).toBe(200);
    expect(await countBooks(pool)).toEqual(before);
  });

  test.each([
    ['empty', ''],
    ['of 256 characters', 'k'.repeat(256)],
    ['with a space', 'a key'],
    ['with a comma', 'one,two'],
    ['with a quotation mark', '"key'],
    ['not of ASCII', 'schl\u00fcssel'],
  ])('that is %s is refused', async (_, key) => {
    const { problem } = await shop.refusal(createCustomerInvoice, { json: good, key });
    expect(problem.code).toMatch(/^idempotency_key_(invalid|missing)$/);
  });

  test('may have 255 characters', async () => {
    await accept('application/json', another('json'), 'k'.repeat(255));
  });
});

describe('an invoice as XML', async () => {
  const keys: string[] = [];
  const calls: string[] = [];
  const canary = createServer((request, reply) => {
    calls.push(request.url ?? '');
    reply.end();
  });
  await new Promise<void>((listening) => canary.listen(0, '127.0.0.1', listening));
  afterAll(() => void canary.close());
  const address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;

  test.each(badXmlInvoices(asUbl(good, sandbox), address))('$name is refused', async (bad) => {
    keys.push(await refuseInvoice('application/xml', bad));
  });

  test('each is accepted under the same key once it is mended', async () => {
    await Promise.all(keys.map((key) => accept('application/xml', another('ubl'), key)));
  });

  test('nobody was asked for what a document pointed at', () => {
    expect(calls).toEqual([]);
  });
});

describe('a bank file', () => {
  const days = bankDays(sandbox.bank);
  const [first, second, third] = [days.next(), days.next(), days.next()];

  async function handOver(content: string | Uint8Array): Promise<BankFile> {
    const body = { type: 'application/octet-stream', content };
    return treasury.read(createBankFile, { body });
  }

  async function statusOf({ id }: BankFile): Promise<string> {
    const params = { bankFileId: id };
    return (await treasury.read(getBankFile, { params })).status;
  }

  async function expectQuarantine({ content, defect, at, says }: Unproved): Promise<void> {
    const before = await countBooks(pool);
    const file = await handOver(content);
    expect(file.status, JSON.stringify(file.reasons)).toBe('quarantined');
    const reason = file.reasons.find(({ code }) => code === defect);
    expect(reason, JSON.stringify(file.reasons)).toMatchObject({ ...(at && { at }) });
    expect(reason?.detail).toMatch(says);
    const { statements, entries, aboutFiles } = await countBooks(pool);
    const nothing = { statements: before['statements'], entries: before['entries'] };
    expect({ statements, entries }).toEqual(nothing);
    expect(aboutFiles).toBe((before['aboutFiles'] ?? 0) + 1);
  }

  test('that is right is booked', async () => {
    for (const content of [first.camt, first.mt940]) {
      expect(await handOver(content)).toMatchObject({ status: 'booked', entries: 1 });
    }
    // Nobody knows what the two receipts pay: until that is said, the books still move.
    await eventually(
      () => countBooks(pool),
      ({ exceptions }) => exceptions === 2,
    );
  });

  test.each(notBankFiles(second.camt, second.mt940))('$name is refused', async (bad) => {
    const before = await countBooks(pool);
    const key = crypto.randomUUID();
    const body = { type: 'application/octet-stream', content: bad.content };
    expectRefusal(await treasury.call(createBankFile, { body, key }), bad);
    expect(await countBooks(pool)).toEqual(before);
  });

  test.each(unprovedCamt(second.camt))('camt with $name is quarantined', expectQuarantine);
  test.each(unprovedMt940(second.mt940))('MT940 with $name is quarantined', expectQuarantine);

  test('after a gap waits, and is booked by itself when the missing one comes', async () => {
    const before = await countBooks(pool);
    const waiting = await handOver(third.camt);
    expect(waiting).toMatchObject({ status: 'waiting', reasons: [{ code: 'gap' }] });
    expect(waiting.reasons[0]?.detail).toMatch(/what lies between is missing/);
    expect((await countBooks(pool))['statements']).toBe(before['statements']);
    expect(await handOver(second.camt)).toMatchObject({ status: 'booked' });
    expect(await statusOf(waiting)).toBe('booked');
    expect((await countBooks(pool))['statements']).toBe((before['statements'] ?? 0) + 2);
  });

  test('that comes again is recognised by its bytes, under whatever key', async () => {
    const before = await countBooks(pool);
    const body = { type: 'text/plain', content: first.camt };
    const { status, body: known } = await treasury.answer(createBankFile, { body });
    expect([status, known.status]).toEqual([200, 'booked']);
    expect(await countBooks(pool)).toMatchObject({ statements: before['statements'] });
  });

  test('whose statement is here in other bytes books nothing twice, and says so', async () => {
    const before = await countBooks(pool);
    const again = await handOver(`${first.camt}\n`);
    expect(again.reasons).toMatchObject([{ code: 'already_taken_in' }]);
    const { statements, entries } = await countBooks(pool);
    expect([statements, entries]).toEqual([before['statements'], before['entries']]);
  });

  test('that says other amounts under the same identification shows what changed', async () => {
    await expectQuarantine({
      name: 'other amounts',
      content: first.camtWith('777.00'),
      defect: 'same_identification_changed_amounts',
      says: /A credit of 777\.00 EUR on .* is new/,
    });
  });

  test('that overlaps with what is booked is quarantined', async () => {
    const identification = /(?<=<Stmt><Id>)[^<]*/;
    await expectQuarantine({
      name: 'overlap',
      content: changed(second.camtWith('778.00'), identification, 'DE01-MAIN-ONCE-MORE'),
      defect: 'overlap',
      says: /is booked for .* from .* EUR to .* EUR/,
    });
  });
});
