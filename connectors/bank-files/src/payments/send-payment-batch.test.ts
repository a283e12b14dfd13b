import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PaymentBatchSending } from '@kontor/canon';
import { writePain002 } from '@kontor/formats';
import { instantFromMs, present, type Clock } from '@kontor/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { someBatch, someFolders, someTransfer } from '../samples.ts';
import { retryableFault } from './file-fault.ts';
import { HANDED_OVER } from './hand-over-record.ts';
import { listHandedOver } from './list-handed-over.ts';
import { lookUpPaymentBatch, recognisePaymentBatch } from './look-up-payment-batch.ts';
import { sendPaymentBatch } from './send-payment-batch.ts';

const clock: Clock = { now: () => instantFromMs(1_774_000_000_000), elapsedMs: () => 0 };
const NAME = 'pain001-0123456789ABCDEFGHJK.xml';
const OTHER = 'ZZZZZZZZZZZZZZZZZZZZ';
let place: ReturnType<typeof someFolders>;
beforeEach(() => {
  place = someFolders();
  for (const folder of Object.values(place.folders)) mkdirSync(folder);
  mkdirSync(join(place.folders.outbox, HANDED_OVER));
});
afterEach(() => rmSync(place.home, { recursive: true, force: true }));

const batch = someBatch();
const changed = someBatch({ transfers: [someTransfer({ amount: '1.00' })] });
const send = (sending: PaymentBatchSending = batch) =>
  sendPaymentBatch(sending, { config: place.config, clock });
const lookUp = (sending: PaymentBatchSending = batch) => lookUpPaymentBatch(sending, place);
const recognise = (sending: PaymentBatchSending = batch) => recognisePaymentBatch(sending, place);
const pathOf = (name: string) => join(place.folders.outbox, name);
const recordPath = () => pathOf(join(HANDED_OVER, `${NAME}.json`));
const inOutbox = () => readdirSync(place.folders.outbox).filter((name) => name !== HANDED_OVER);

/** As if the worker had died after the record was kept: the file waits under its temporary name. */
async function dieBeforeRename(): Promise<void> {
  await send();
  const { temporary } = JSON.parse(readFileSync(recordPath(), 'utf8')) as { temporary: string };
  writeFileSync(pathOf(temporary), readFileSync(pathOf(NAME)));
  rmSync(pathOf(NAME));
}

describe('a batch', () => {
  test('is put into the outbox under a name of its reference, with a record, and nothing else', async () => {
    expect(await lookUp()).toEqual({ kind: 'absent' });
    expect(await send()).toEqual({
      kind: 'confirmed',
      externalReference: batch.messageId,
      facts: { fileName: NAME, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(inOutbox()).toEqual([NAME]);
    expect(readdirSync(pathOf(HANDED_OVER))).toEqual([`${NAME}.json`]);
    expect(readFileSync(pathOf(NAME), 'utf8')).toContain('<CtrlSum>1190.05</CtrlSum>');
  });

  test('that was prepared when the worker died is absent, and the next worker finishes it', async () => {
    await dieBeforeRename();
    expect(await lookUp()).toEqual({ kind: 'absent' });
    expect(await send()).toMatchObject({ kind: 'confirmed' });
    expect(inOutbox()).toEqual([NAME]);
  });

  test('that was written when the worker died before its record is written again, and swept up', async () => {
    writeFileSync(pathOf(`${NAME}.00112233445566778899.tmp`), 'half of');
    expect(await lookUp()).toEqual({ kind: 'absent' });
    expect(await send()).toMatchObject({ kind: 'confirmed' });
    expect(inOutbox()).toEqual([NAME]);
  });

  test('that the bank took is never put there again', async () => {
    const first = await send();
    rmSync(pathOf(NAME));
    expect(await lookUp()).toEqual(first);
    expect(await send()).toEqual(first);
    expect(inOutbox()).toEqual([]);
  });

  test.each(['outbox', 'sent'] as const)(
    'without a record, but in %s, is known by its bytes',
    async (folder) => {
      const first = await send();
      const bytes = readFileSync(pathOf(NAME));
      rmSync(pathOf(NAME));
      rmSync(recordPath());
      writeFileSync(join(place.folders[folder], NAME), bytes);
      expect(await lookUp()).toEqual(first);
      expect(await send()).toEqual(first);
      expect(existsSync(recordPath())).toBe(true);
      expect(inOutbox()).toEqual(folder === 'outbox' ? [NAME] : []);
    },
  );

  test('without a record is known when the bank has answered it', async () => {
    expect(await lookUp()).toEqual({ kind: 'absent' });
    const report = writePain002({
      messageId: 'B1',
      createdAt: '2026-04-01T06:00:00Z',
      originalMessageId: batch.messageId,
      groupStatus: 'RJCT',
      reasons: [],
      payments: [],
    });
    mkdirSync(join(place.folders.reports, 'done'));
    writeFileSync(join(place.folders.reports, 'a.sta'), ':20:X');
    writeFileSync(join(place.folders.reports, 'done', 'x.xml'), report);
    expect(await lookUp()).toMatchObject({ kind: 'confirmed', externalReference: batch.messageId });
    const other = someBatch({ reference: OTHER });
    expect(await lookUp(other)).toEqual({ kind: 'absent' });
  });
});

describe('other bytes under the name of a file that was given', () => {
  test('are refused, and leave the first as it is', async () => {
    await send();
    const before = readFileSync(pathOf(NAME));
    expect(await send(changed)).toMatchObject({
      kind: 'rejected',
      reason: 'duplicate',
      vendorCode: 'not_sent/file_differs',
    });
    expect(readFileSync(pathOf(NAME))).toEqual(before);
    expect((await lookUp(changed)).kind).toBe('unknown');
  });

  test('are refused also without a record', async () => {
    writeFileSync(pathOf(NAME), 'something else');
    expect(await send()).toMatchObject({ kind: 'rejected', reason: 'duplicate' });
    expect((await lookUp()).kind).toBe('unknown');
  });
});

describe('nothing is sent, and it is tried again', () => {
  test('when the folder of records is away: it is another file system', async () => {
    rmSync(pathOf(HANDED_OVER), { recursive: true });
    expect(await send()).toMatchObject({ kind: 'retryable', cause: 'unreachable' });
    expect(inOutbox()).toEqual([]);
    expect((await lookUp()).kind).toBe('unknown');
  });

  test('when the outbox is no folder', async () => {
    rmSync(place.folders.outbox, { recursive: true });
    writeFileSync(place.folders.outbox, '');
    expect(await send()).toMatchObject({ kind: 'retryable', cause: 'unreachable' });
  });

  test.each([
    ['ENOSPC', 'unavailable'],
    ['EDQUOT', 'unavailable'],
    ['EIO', 'unavailable'],
    ['ENOENT', 'unreachable'],
    ['ESTALE', 'unreachable'],
    ['EACCES', 'sign_in_refused'],
    ['EROFS', 'sign_in_refused'],
  ])('when the file system says %s', (code, cause) => {
    const fault = Object.assign(new Error(code), { code });
    expect(retryableFault(fault)).toMatchObject({ kind: 'retryable', cause });
  });

  test('but not when the mistake is ours', () => {
    expect(retryableFault(new TypeError('x'))).toBeUndefined();
  });
});

test('a record that cannot be read is for a person', async () => {
  writeFileSync(recordPath(), '{');
  expect((await send()).kind).toBe('unknown');
  expect((await lookUp()).kind).toBe('unknown');
  expect((await recognise(someBatch({ reference: OTHER }))).kind).toBe('unknown');
  expect(inOutbox()).toEqual([]);
});

describe('after a restore', () => {
  const again = (change: Partial<PaymentBatchSending> = {}) =>
    someBatch({ reference: OTHER, number: batch.number, ...change });

  test('the same batch under another reference is recognised', async () => {
    const first = await send();
    expect(await recognise()).toEqual(first);
    expect(await recognise(again())).toEqual(first);
  });

  test('another batch of the same number is for a person', async () => {
    await send();
    const other = again({ transfers: [someTransfer({ amount: '1.00' })] });
    expect((await recognise(other)).kind).toBe('differs');
  });

  test('one that was only prepared is for a person, too', async () => {
    await dieBeforeRename();
    expect((await recognise(again())).kind).toBe('differs');
  });

  test('a batch of another number or company is absent', async () => {
    await send();
    expect(await recognise(again({ number: 'P2' }))).toEqual({ kind: 'absent' });
    expect(await recognise(again({ legalEntity: 'FR01' }))).toEqual({ kind: 'absent' });
  });

  test('what was given to the bank is listed, what was prepared is not', async () => {
    await send();
    await send(someBatch({ reference: OTHER }));
    rmSync(pathOf(`pain001-${OTHER}.xml`));
    const list = (since: number) =>
      listHandedOver({ since: instantFromMs(since) }, { config: place.config });
    expect(await list(1_774_000_000_000)).toEqual({
      kind: 'page',
      items: [batch, someBatch({ reference: OTHER })].map(({ reference, messageId, number }) => ({
        reference,
        externalReference: messageId,
        number,
        day: '2026-03-20',
        value: { amount: '1190.05', currency: 'EUR' },
      })),
    });
    expect(await list(1_774_000_000_001)).toEqual({ kind: 'page', items: [] });
    rmSync(recordPath());
    rmSync(pathOf(NAME));
    await dieBeforeRename();
    const page = await list(0);
    expect(page.kind === 'page' && present(page.items[0], 'one').reference).toBe(OTHER);
    rmSync(pathOf(HANDED_OVER), { recursive: true });
    expect(await list(0)).toMatchObject({ kind: 'failed', retryable: true });
  });
});
