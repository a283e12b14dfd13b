import {
  Correction,
  CorrectionPreview,
  DocumentVersion,
  PERMISSION_NAMES,
} from '@kontor/contracts';
import { present, type ExceptionId, type TransactionId } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { exceptionsService } from '../exceptions/exceptions-service.ts';
import { callBy, intentBy, openOffice, type Answers } from '../testing/office.ts';
import { transactionsService } from '../transactions/transactions-service.ts';
import { governanceService } from '../governance/governance-service.ts';
import { correctionsService } from './corrections-service.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const exceptions = exceptionsService({ ...office, pool });
const transactions = transactionsService({ ...office, pool });
const governance = governanceService({ pool });
const woken: string[] = [];
const corrections = correctionsService({
  ...office,
  pool,
  titleOf: (name) => (name === 'ledger' ? 'SAP S/4HANA' : undefined),
  wake: (connections) => woken.push(...connections),
});
const ana = callBy('ana', { permissions: PERMISSION_NAMES });

const blocked: Answers = {
  submit: [
    {
      kind: 'rejected',
      reason: 'account_blocked',
      vendorCode: 'F5/103',
      vendorText: 'Cost object Consulting is blocked.',
    },
  ],
};
const exhausted: Answers = {
  submit: Array.from({ length: 5 }, () => ({
    kind: 'retryable' as const,
    cause: 'locked' as const,
    detail: 'locked',
  })),
};
const inDoubt: Answers = {
  submit: [{ kind: 'unknown', detail: 'no reply' }],
  lookUp: Array.from({ length: 60 }, () => ({ kind: 'unknown' as const, detail: 'no answer' })),
};

type Invoice = { lines: { name: string }[] } & Record<string, unknown>;

async function stored(id: TransactionId) {
  return present(await office.store.readTransaction(id), 'it exists');
}

async function documentOf(
  id: TransactionId,
  change: Record<string, unknown> = {},
): Promise<Invoice> {
  return { ...structuredClone((await stored(id)).input as Invoice), ...change };
}

async function renamed(id: TransactionId, name = 'Advice'): Promise<Invoice> {
  const document = await documentOf(id);
  const [line] = document.lines;
  return { ...document, lines: [{ ...present(line, 'it has a line'), name }] };
}

async function correct(
  id: TransactionId,
  document: unknown,
  { by = 'ana', version, key }: { by?: string; version?: number; key?: string } = {},
) {
  return corrections.correct(intentBy(by, { ...(key !== undefined && { key }) }), {
    id,
    document,
    reason: 'The line had the wrong name.',
    version: version ?? (await stored(id)).version,
  });
}

async function refused(number: string, options: { isCreditNote?: boolean } = {}) {
  const id = await office.accept({ number, ...options });
  await office.work('ledger', blocked);
  return id;
}

async function openOf(transaction: TransactionId) {
  const { items } = await exceptions.list(ana, { transaction, status: 'open' }, { size: 10 });
  return items;
}

describe('a correction', () => {
  test('is sent under the same reference until it is posted, and keeps what it was', async () => {
    const id = await refused('COR-1');
    const [before] = await pool
      .query('select delivery_id from delivery where transaction_id = $1', [id])
      .then(({ rows }) => rows);
    const outcome = await correct(id, await renamed(id));
    if (outcome.kind !== 'accepted') throw new TypeError(JSON.stringify(outcome));
    expect([...Value.Errors(Correction, outcome.result)]).toEqual([]);
    expect(outcome.result).toMatchObject({
      version: 2,
      by: 'ana',
      status: 'working',
      changes: [{ at: '/lines/0/name', name: 'name of line 1', before: 'Consulting' }],
    });
    expect(woken).toContain('ledger');
    await office.finish();
    expect(await stored(id)).toMatchObject({
      input: { lines: [{ name: 'Advice' }] },
      state: { status: 'done', inputVersion: 2 },
    });
    expect(before).toBeDefined();
  });

  test('resolves its exception, and is told by story, stream, audit trail and event', async () => {
    const id = await refused('COR-2');
    const [exception] = await openOf(id);
    await correct(id, await renamed(id));
    expect(await openOf(id)).toEqual([]);
    const found = await exceptions.find(ana, present(exception, 'asked').id as ExceptionId);
    expect(found).toMatchObject({ value: { resolution: { action: 'corrected', by: 'ana' } } });
    const story = await transactions.story(ana, id);
    expect(story).toMatchObject({
      value: {
        chapters: expect.arrayContaining([
          expect.objectContaining({
            headline: 'Ana corrected the name of line 1',
            sentences: expect.arrayContaining([
              'Name of line 1: from “Consulting” to “Advice”.',
              'The reason: “The line had the wrong name”.',
            ]),
          }),
        ]),
      },
    });
    const { rows: entries } = await pool.query(
      `select actor, reason, detail -> 'version' as version from audit_entry
       where subject_id = $1 and action = 'transaction.corrected'`,
      [id],
    );
    expect(entries).toEqual([{ actor: 'ana', reason: 'The line had the wrong name.', version: 2 }]);
    const { rows: events } = await pool.query(
      `select type, data from outbox where transaction_id = $1 order by outbox_id`,
      [id],
    );
    const types = events.map(({ type }) => type);
    expect(types).toContain('kontor.transaction.corrected.v1');
    // What was told when it was accepted is not told again.
    expect(types.filter((type) => type === 'kontor.invoice.accepted.v1')).toHaveLength(1);
    await office.finish();
  });

  test('of several leaves every version readable, the first as it was handed over', async () => {
    const id = await refused('COR-3');
    await correct(id, await renamed(id, 'Advice'));
    await office.work('ledger', blocked);
    expect(await correct(id, await renamed(id, 'Support'))).toMatchObject({
      kind: 'accepted',
      result: { version: 3 },
    });
    const versions = await corrections.listVersions(ana, id);
    if (versions.kind !== 'found') throw new TypeError(versions.kind);
    for (const each of versions.value) expect([...Value.Errors(DocumentVersion, each)]).toEqual([]);
    expect(versions.value.map(({ document }) => (document as Invoice).lines[0]?.name)).toEqual([
      'Consulting',
      'Advice',
      'Support',
    ]);
    await office.finish();
    expect((await stored(id)).state.status).toBe('done');
    const changed = pool.query('update transaction_input set reason = $1', ['mine']);
    await expect(changed).rejects.toThrow(/append-only/);
  });

  test('leaves the control totals as they were', async () => {
    const controller = callBy('carl', { permissions: PERMISSION_NAMES });
    const id = await refused('COR-4');
    const before = await governance.controlTotals(controller, {});
    await correct(id, await renamed(id));
    const after = await governance.controlTotals(controller, {});
    const accepted = (totals: typeof before) => totals.rows.map((row) => row.accepted);
    expect(accepted(after)).toEqual(accepted(before));
    expect(after.rows.every(({ balanced }) => balanced)).toBe(true);
    await office.finish();
  });

  test('of a delivery that stopped for certain goes on in its lane, once', async () => {
    const id = await office.accept({ number: 'COR-5' });
    await office.work('ledger', exhausted);
    expect((await stored(id)).state.status).toBe('parked');
    expect(await correct(id, await renamed(id))).toMatchObject({ kind: 'accepted' });
    await office.finish();
    expect((await stored(id)).state.status).toBe('done');
    const { rows } = await pool.query(
      `select count(*)::integer as posts from delivery where transaction_id = $1 and step = 'post'`,
      [id],
    );
    expect(rows).toEqual([{ posts: 1 }]);
  });
});

describe('four eyes', () => {
  test('the approval of the old document is asked for again, and not of who corrected it', async () => {
    const id = await office.accept({ number: 'COR-EYES', isCreditNote: true, by: 'shop' });
    const [asked] = await openOf(id);
    const approve = async (by: string, exception = asked) =>
      exceptions.resolve(intentBy(by), {
        id: present(exception, 'asked').id as ExceptionId,
        action: 'approve',
        reason: 'Known.',
        version: present(exception, 'asked').version,
      });
    expect(await approve('ben')).toMatchObject({ kind: 'accepted' });
    await office.work('ledger', blocked);
    const preview = await corrections.preview(ana, { id, document: await renamed(id) });
    expect(preview).toMatchObject({ value: { needsApproval: true, possible: true } });
    expect(await correct(id, await renamed(id))).toMatchObject({
      kind: 'accepted',
      result: { status: 'waiting' },
    });
    const [again] = await openOf(id);
    expect(again).toMatchObject({ kind: 'approval' });
    expect(await approve('ana', again)).toEqual({ kind: 'own_work' });
    expect(await approve('ben', again)).toMatchObject({ kind: 'accepted' });
    await office.finish();
    expect((await stored(id)).state.status).toBe('done');
  });
});

describe('what cannot be corrected', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['the legal entity', { legalEntity: 'FR01' }, '/document/legalEntity'],
    ['the customer', { customer: 'C10043' }, '/document/customer'],
    ['the number', { number: 'OTHER' }, '/document/number'],
    ['the currency', { currency: 'USD' }, '/document/currency'],
    ['the kind', { typeCode: '381' }, '/document/typeCode'],
    [
      'the total',
      {
        totals: {
          lineNet: '1000.00',
          net: '1000.00',
          tax: '190.00',
          gross: '1191.00',
          payable: '1191.00',
        },
      },
      '/document/totals/gross',
    ],
  ])('%s: the problem says which field, and why', async (_what, change, at) => {
    const id = await refused(`FIX-${at}`);
    const outcome = await correct(id, await documentOf(id, change));
    if (outcome.kind !== 'unacceptable') throw new TypeError(outcome.kind);
    const defect = outcome.errors.find((each) => each.at === at);
    expect(defect?.code).toBe('cannot_change');
    expect(defect?.detail.length).toBeGreaterThan(20);
    expect((await stored(id)).state.status).toBe('refused');
  });

  test('a document that the checks of its process refuse, with pointers into the body', async () => {
    const id = await refused('FIX-CHECK');
    const document = await renamed(id);
    const lines = document.lines.map((line) => ({ ...line, netAmount: '999.00' }));
    const outcome = await correct(id, { ...document, lines });
    if (outcome.kind !== 'unacceptable') throw new TypeError(outcome.kind);
    expect(outcome.errors.map(({ at }) => at)).toContain('/document/totals/lineNet');
  });

  test('a document that is none', async () => {
    const id = await refused('FIX-SCHEMA');
    expect(await correct(id, { hello: 1 })).toMatchObject({ kind: 'unacceptable' });
    expect(await correct(id, null)).toMatchObject({ kind: 'unacceptable' });
  });

  test('a document that is as it was', async () => {
    const id = await refused('FIX-SAME');
    expect(await correct(id, await documentOf(id))).toMatchObject({
      kind: 'unacceptable',
      errors: [{ code: 'nothing_changed' }],
    });
  });

  test('one that may have arrived', async () => {
    const id = await office.accept({ number: 'FIX-DOUBT' });
    await office.work('ledger', inDoubt);
    const outcome = await correct(id, await renamed(id));
    expect(outcome).toMatchObject({ kind: 'impossible', detail: expect.stringMatching(/arrived/) });
  });

  test('one that is on its way, and one that is done', async () => {
    const id = await office.accept({ number: 'FIX-DONE' });
    expect(await correct(id, await renamed(id))).toMatchObject({ kind: 'impossible' });
    await office.finish();
    expect(await correct(id, await renamed(id))).toMatchObject({
      kind: 'impossible',
      detail: expect.stringMatching(/credit note/),
    });
  });

  test('one that was handed over again meanwhile', async () => {
    const id = await refused('FIX-AGAIN');
    await office.accept({ number: 'FIX-AGAIN' });
    expect(await correct(id, await renamed(id))).toMatchObject({ kind: 'impossible' });
    await office.finish();
  });

  test('one of another legal entity, which is absent', async () => {
    const id = await office.accept({ legalEntity: 'FR01' });
    await office.work('ledger', blocked);
    const document = await renamed(id);
    expect(await correct(id, document)).toEqual({ kind: 'absent' });
    expect(await corrections.preview(ana, { id, document })).toEqual({ kind: 'absent' });
    expect(await corrections.listVersions(ana, id)).toEqual({ kind: 'absent' });
  });
});

describe('once', () => {
  test('of two people who correct at once, the second is told who was quicker', async () => {
    const id = await refused('ONCE-1');
    const { version } = await stored(id);
    await correct(id, await renamed(id, 'One'), { by: 'ana', version });
    const second = await correct(id, await renamed(id, 'Two'), { by: 'ben', version });
    expect(second).toMatchObject({
      kind: 'stale',
      quicker: { by: 'ana', sentence: expect.stringMatching(/^ana corrected it/) },
    });
    await office.finish();
    expect((await stored(id)).input).toMatchObject({ lines: [{ name: 'One' }] });
  });

  test('the same key corrects once', async () => {
    const id = await refused('ONCE-2');
    const { version } = await stored(id);
    const document = await renamed(id);
    const first = await correct(id, document, { key: 'cor-once', version });
    const again = await correct(id, document, { key: 'cor-once', version });
    expect([first.kind, again.kind]).toEqual(['accepted', 'replayed']);
    await office.finish();
  });
});

test('a preview says where it goes, in which order, and changes nothing', async () => {
  const id = await refused('PRE-1');
  await office.accept({ number: 'PRE-2' });
  await office.work('ledger');
  const outcome = await corrections.preview(ana, { id, document: await renamed(id) });
  if (outcome.kind !== 'found') throw new TypeError(outcome.kind);
  expect([...Value.Errors(CorrectionPreview, outcome.value)]).toEqual([]);
  const said = outcome.value.sentences.join(' ');
  expect(said).toMatch(/SAP S\/4HANA again under the same reference/);
  expect(said).toMatch(/went before it meanwhile/);
  expect(said).toMatch(/amount does not change/);
  expect((await stored(id)).state.status).toBe('refused');
  await office.finish();
});
