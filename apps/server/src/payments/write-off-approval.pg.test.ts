/** A write-off above the limit, from the match to the ledger, by way of a second person. */

import type { NewMatch } from '@kontor/contracts';
import { present, type ExceptionId, type MatchId, type TransactionId } from '@kontor/kernel';
import { receivablesOperations, USUAL_RULES } from '@kontor/reconciliation';
import { testDatabase } from '@kontor/testing';
import { beforeAll, expect, test } from 'vitest';
import { fillBooks } from '../services/console/reconciliation/some-books.ts';
import { exceptionsService } from '../services/exceptions/exceptions-service.ts';
import { receivablesService } from '../services/receivables/receivables-service.ts';
import { callBy, intentBy, openOffice } from '../services/testing/office.ts';
import { askUndo } from './ask-undo.ts';
import { startPayment } from './start-payment.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const { catalogue, runtime } = office;
const receivables = receivablesService({
  catalogue,
  runtime,
  titleOf: (name) => (name === 'ledger' ? 'SAP' : undefined),
  office: {
    pool,
    ids: runtime.ids,
    clock: runtime.clock,
    rules: USUAL_RULES,
    startProcess: startPayment(catalogue, runtime),
    askUndo: askUndo(catalogue, runtime),
  },
});
const exceptions = exceptionsService({ ...office, pool });

beforeAll(async () => {
  await fillBooks(pool, 35);
  await pool.query(`update legal_entity set write_off_approval_above = '{"EUR": 5000}'`);
});

/** 40.00 of a receipt pay an invoice over a bit more than 100.00: the rest is given up. */
function requestFor(n: number): NewMatch {
  const amount = `100.${String(n).padStart(2, '0')}`;
  const writtenOff = `60.${String(n).padStart(2, '0')}`;
  return {
    bankEntry: `ben_de01${String(n).padStart(22, '0')}`,
    allocations: [{ openItem: itemOf(n), amount }],
    differences: [{ kind: 'write-off', amount: writtenOff, reason: 'The goods were damaged.' }],
    version: 1,
  };
}

function itemOf(n: number): string {
  return `opn_de01${String(n).padStart(22, '0')}`;
}

async function matchAsAna(n: number) {
  const outcome = await receivables.matchAll(intentBy('ana'), [requestFor(n)]);
  if (outcome.kind !== 'accepted') throw new TypeError(outcome.kind);
  const match = present(outcome.result[0], 'one was made');
  await office.work('receivables');
  const transaction = present(match.transaction, 'it tells the ledger');
  const { items } = await exceptions.list(callBy('ana'), { transaction }, { size: 10 });
  return { match, exception: present(items[0], 'somebody is asked') };
}

function decide(by: string, action: 'approve' | 'decline', id: string, version: number) {
  const reason = 'Looked at the photos.';
  return exceptions.resolve(intentBy(by), { id: id as ExceptionId, action, reason, version });
}

async function facts(matchId: string) {
  const found = await receivables.findMatch(callBy('ana'), matchId as MatchId);
  if (found.kind !== 'found') throw new TypeError(found.kind);
  const { rows } = await pool.query<{ operation: string }>(
    'select operation from delivery where transaction_id = $1 order by delivery_id',
    [found.value.transaction],
  );
  const { rows: items } = await pool.query<{ open: string }>(
    'select (amount_minor - claimed_minor)::text as open from open_item where open_item_id = $1',
    [found.value.allocations[0]?.openItem],
  );
  return {
    approval: found.value.approval,
    status: found.value.status,
    sent: rows.map(({ operation }) => operation),
    open: items[0]?.open,
  };
}

test('before it happens, it shows the posting, both sides equal, and who is asked', async () => {
  const shown = await receivables.previewMatches(callBy('ana'), [requestFor(5)]);
  expect(shown).toMatchObject({
    kind: 'found',
    value: [
      {
        posting: {
          title: 'SAP',
          lines: [
            { account: '1800', side: 'debit', amount: '40.00' },
            { account: '4730', side: 'debit', amount: '60.05', text: 'The goods were damaged.' },
            { account: 'C5', side: 'credit', amount: '100.05', text: 'DE01-RE-5' },
          ],
        },
        left: { amount: '60.05' },
        items: [{ number: 'DE01-RE-5', before: '100.05', after: '0.00' }],
        approval: { writtenOff: '60.05', limit: '50.00' },
      },
    ],
  });
});

test('it is held at once, and the ledger hears of it when another person approved', async () => {
  const { match, exception } = await matchAsAna(15);
  expect(exception).toMatchObject({
    kind: 'approval',
    actions: expect.arrayContaining(['approve']),
  });
  expect(exception.explanation).toContain('ana wants to write off 60.15 EUR of DE01-RE-15');
  expect(await facts(match.id)).toEqual({
    approval: { state: 'asked' },
    status: 'effective',
    sent: ['match.confirm'],
    open: '0',
  });
  const own = await decide('ana', 'approve', exception.id, exception.version);
  expect(own).toEqual({ kind: 'own_work' });
  const other = await decide('charles', 'approve', exception.id, exception.version);
  expect(other.kind).toBe('accepted');
  await office.finish();
  expect(await facts(match.id)).toMatchObject({
    approval: { state: 'approved', by: 'charles' },
    sent: ['match.confirm', 'incomingPayment.post', 'customerAccount.note'],
  });
});

test('declined, money and items are free again, and the ledger never heard of it', async () => {
  const { match, exception } = await matchAsAna(25);
  await decide('charles', 'decline', exception.id, exception.version);
  await release(match.id);
  expect(await facts(match.id)).toMatchObject({
    approval: { state: 'declined', by: 'charles' },
    status: 'reversed',
    sent: ['match.confirm', 'match.release'],
    open: '10025',
  });
  const { items } = await exceptions.list(callBy('ana'), { status: 'open' }, { size: 10 });
  expect(items[0]?.explanation).toContain('charles declined the write-off: Looked at the photos.');
});

test('who asked may take it back, and then nobody is asked any more', async () => {
  const { match } = await matchAsAna(35);
  const ids = [match.id as MatchId];
  const back = await receivables.reverseAll(intentBy('ana'), { ids, reason: 'Wrong invoice.' });
  expect(back.kind).toBe('accepted');
  const again = await receivables.reverseAll(intentBy('ana'), { ids, reason: 'Twice.' });
  expect(again.kind).toBe('impossible');
  await release(match.id);
  expect(await facts(match.id)).toMatchObject({
    approval: { state: 'withdrawn', by: 'ana' },
    status: 'reversed',
    open: '10035',
  });
  const { rows } = await pool.query(
    `select from outbox where type = 'kontor.payment.returned.v1' and subject = $1`,
    [match.id],
  );
  expect(rows).toEqual([]);
  const status = await office.store.readTransaction(match.transaction as TransactionId);
  expect(status?.state.status).toBe('refused');
});

/** The test office only says that the sub-ledger did it: here it does. */
async function release(matchId: string): Promise<void> {
  const { ids } = runtime;
  const reference = '00000000000000000000';
  await receivablesOperations({ pool, ids })['match.release']({ matchId, reference });
  await office.work('receivables');
}
