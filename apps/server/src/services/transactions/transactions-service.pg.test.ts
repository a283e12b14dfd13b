import { Story, Transaction, TransactionDetail, TransactionMessage } from '@kontor/contracts';
import { present, type TransactionId } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { callBy, openOffice } from '../testing/office.ts';
import { transactionsService } from './transactions-service.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const transactions = transactionsService({ pool, catalogue: office.catalogue });
const ana = callBy('ana', { entities: ['DE01'] });
/** Longer than the test may take: who is absent is told at once. */
const longWait = { waitMs: 60_000, signal: new AbortController().signal };

test('a finished invoice is found with its deliveries, its events and what is owed', async () => {
  const id = await office.accept({ number: 'FOUND-1' });
  await office.finish();
  const found = await transactions.find(ana, id);
  if (found.kind !== 'found') throw new TypeError(found.kind);
  expect([...Value.Errors(TransactionDetail, found.value)]).toEqual([]);
  expect(found.value).toMatchObject({
    status: 'done',
    businessKey: ['DE01', 'FOUND-1'],
    value: { amount: '1190.00', currency: 'EUR' },
    deliveries: [
      { operation: 'customerInvoice.post', status: 'confirmed', attempts: 1 },
      { operation: 'openItem.open', status: 'confirmed' },
      { operation: 'customerAccount.note', status: 'confirmed' },
    ],
    events: [{ type: 'kontor.invoice.accepted.v1' }, { type: 'kontor.invoice.posted.v1' }],
    openItem: { open: { amount: '1190.00', currency: 'EUR' }, status: 'open' },
  });
});

test('another legal entity is absent, by id, in lists, in stories and in waits', async () => {
  const id = await office.accept({ legalEntity: 'FR01', number: 'FR-1' });
  expect(await transactions.awaitOutcome(ana, id, longWait)).toBeUndefined();
  await office.finish();
  const { items } = await transactions.list(ana, {}, { size: 500 });
  expect(items.map(({ legalEntity }) => legalEntity)).not.toContain('FR01');
  expect(await transactions.list(ana, { legalEntity: 'FR01' }, { size: 5 })).toEqual({ items: [] });
  expect(await transactions.find(ana, id)).toEqual({ kind: 'absent' });
  expect(await transactions.story(ana, id)).toEqual({ kind: 'absent' });
  expect(await transactions.messages(ana, id, { size: 5 })).toEqual({ kind: 'absent' });
  expect(await transactions.awaitOutcome(ana, id, longWait)).toBeUndefined();
  const jean = callBy('jean', { entities: ['FR01'] });
  expect(await transactions.find(jean, id)).toMatchObject({ kind: 'found' });
});

test('every filter narrows the list, and all of them together', async () => {
  const id = await office.accept({ number: 'FILTER-1', customer: 'C-filter' });
  const all = {
    status: 'working',
    process: 'create-customer-invoice',
    legalEntity: 'DE01',
    number: 'FILTER-1',
    customer: 'C-filter',
    from: '2020-01-01T00:00:00.000Z',
    to: '2100-01-01T00:00:00.000Z',
  } as const;
  const page = await transactions.list(ana, all, { size: 10 });
  expect(page.items.map((item) => item.id)).toEqual([id]);
  expect([...Value.Errors(Transaction, page.items[0])]).toEqual([]);
  for (const other of [{ status: 'done' }, { number: 'X' }, { to: all.from }] as const) {
    expect((await transactions.list(ana, { ...all, ...other }, { size: 10 })).items).toEqual([]);
  }
});

test('pages show every row once, while others arrive', async () => {
  const known: TransactionId[] = [];
  for (let n = 0; n < 23; n += 1) known.push(await office.accept({ customer: 'C-pages' }));
  // As close together as a database can tell apart, far closer than a millisecond.
  await pool.query(
    `update transaction set accepted_at = '2030-01-01'::timestamptz + place * interval '1 us'
     from unnest($1::text[]) with ordinality as known (id, place) where transaction_id = id`,
    [known],
  );
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await transactions.list(
      ana,
      { customer: 'C-pages' },
      { size: 5, ...(after !== undefined && { after }) },
    );
    seen.push(...page.items.map(({ id }) => id));
    after = page.next;
    await office.accept({ customer: 'C-other' });
    await pool.query(
      `update transaction set accepted_at = '2031-01-01', customer = 'C-pages'
       where customer = 'C-other'`,
    );
  } while (after !== undefined);
  expect(seen).toEqual(known.toReversed());
});

test('the stream is shown message by message, page by page, without account numbers', async () => {
  const id = await office.accept({ number: 'STREAM-1' });
  await office.finish();
  const read = async (size: number, after?: string) => {
    const found = await transactions.messages(ana, id, { size, ...(after && { after }) });
    if (found.kind !== 'found') throw new TypeError(found.kind);
    return found.value;
  };
  const whole = await read(100);
  expect(whole.items.map(({ position }) => position)).toEqual(whole.items.map((_, i) => i + 1));
  expect(whole.items.map(({ type }) => type)).toEqual([
    ...['Accepted', 'Publish', 'Enrich', 'Enriched', 'Deliver'],
    ...['Delivered', 'Deliver', 'Delivered', 'Deliver', 'Delivered', 'Publish', 'Completed'],
  ]);
  for (const item of whole.items) {
    expect([...Value.Errors(TransactionMessage, item)]).toEqual([]);
  }
  const first = await read(5);
  const second = await read(100, present(first.next, 'there is more'));
  expect([...first.items, ...second.items]).toEqual(whole.items);
  const { rows } = await pool.query(
    `select actor from audit_entry where action = 'transaction.messages_read' and subject_id = $1`,
    [id],
  );
  expect(rows).toEqual([{ actor: 'ana' }, { actor: 'ana' }, { actor: 'ana' }]);
});

test('a hundred who wait share the looks, and each gets its own answer', async () => {
  const ids: TransactionId[] = [];
  for (let n = 0; n < 100; n += 1) ids.push(await office.accept({ customer: `C-wait-${n}` }));
  let looks = 0;
  const counted = transactionsService({
    pool: Object.assign(Object.create(pool) as typeof pool, {
      query: (statement: { name?: string }) => {
        if (statement.name === 'read_settled_transactions') looks += 1;
        return pool.query(statement as never);
      },
    }),
    catalogue: office.catalogue,
  });
  const { signal } = new AbortController();
  const startedAt = performance.now();
  const waiting = Promise.all(
    ids.map((id) => counted.awaitOutcome(ana, id, { waitMs: 20_000, signal })),
  );
  await office.finish();
  const outcomes = await waiting;
  expect(outcomes.map((outcome) => outcome?.id)).toEqual(ids);
  expect(outcomes.every((outcome) => outcome?.status === 'done')).toBe(true);
  expect(looks).toBeLessThan((performance.now() - startedAt) / 40 + 2);
});

test('waiting ends with the time, with the caller, and where a person is needed', async () => {
  const id = await office.accept({ customer: 'C-late' });
  const { signal } = new AbortController();
  const late = await transactions.awaitOutcome(ana, id, { waitMs: 60, signal });
  expect(late?.status).toBe('working');
  const gone = new AbortController();
  const waiting = transactions.awaitOutcome(ana, id, { waitMs: 20_000, signal: gone.signal });
  gone.abort();
  expect((await waiting)?.status).toBe('working');
  const note = await office.accept({ customer: 'C-note', isCreditNote: true });
  const asked = await transactions.awaitOutcome(ana, note, { waitMs: 20_000, signal });
  expect(asked).toMatchObject({ status: 'waiting', explanation: expect.stringMatching(/limit/) });
  expect(asked?.exceptions).toHaveLength(1);
});

test('the story of an invoice is told from the records', async () => {
  await office.finish();
  const id = await office.accept({ number: 'TOLD-1', customer: 'C-told' });
  await office.work('ledger', {
    submit: [{ kind: 'unknown', detail: 'the connection was reset' }],
    lookUp: [{ kind: 'confirmed', externalReference: '1900000001' }],
  });
  await office.finish();
  const told = await transactions.story(ana, id);
  if (told.kind !== 'found') throw new TypeError(told.kind);
  expect([...Value.Errors(Story, told.value)]).toEqual([]);
  expect(told.value.sentence).toBe(
    'It is posted in the ledger (ledger) as 1900000001, and all of it is still open: EUR 1,190.00.',
  );
  const posted = told.value.chapters.find(({ headline }) => headline.startsWith('Posted'));
  expect(posted?.sentences.join(' ')).toContain('nothing was sent twice');
});
