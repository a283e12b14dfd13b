/** The story of an invoice that is paid, and of the payment itself, from the records of both. */

import { Story } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { callBy, openOffice } from '../testing/office.ts';
import { transactionsService } from './transactions-service.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const transactions = transactionsService({
  pool,
  catalogue: office.catalogue,
  titleOf: (connection) => (connection === 'ledger' ? 'SAP' : undefined),
});
const ana = callBy('ana');
const ids = office.runtime.ids;

type Receipt = { readonly invoice: TransactionId; readonly minor: number; readonly by: string };

/** What the bank booked and a rule (or a person) matched with the invoice's open item. */
async function match({ invoice, minor, by }: Receipt) {
  const [file, statement, entry, matchId] = [
    ids.next('BankFileId'),
    ids.next('BankStatementId'),
    ids.next('BankEntryId'),
    ids.next('MatchId'),
  ];
  await pool.query(
    `insert into bank_file (bank_file_id, content_hash, channel, size_bytes, status,
       application_id, correlation_id)
     values ($1, $1, 'api', 1, 'booked', 'bank', 'c')`,
    [file],
  );
  await pool.query(
    `insert into bank_statement (bank_statement_id, bank_file_id, account, legal_entity, kind,
       statement_id, sequence_number, currency, to_day, opening_minor, closing_minor, entry_count,
       credit_minor, debit_minor, fingerprint, written_account, balances, status)
     values ($1, $2, 'DE02120300000000202051', 'DE01', 'statement', $1, '84', 'EUR', '2026-04-29',
       0, $3, 1, $3, 0, $1, '{}', '[]', 'booked')`,
    [statement, file, minor],
  );
  await pool.query(
    `insert into bank_entry (bank_entry_id, bank_statement_id, position, account, legal_entity,
       entry_status, booked, direction, reversal, amount_minor, currency, booking_day,
       counterparty_name, entry, match_status)
     values ($1, $2, 1, 'DE02120300000000202051', 'DE01', 'booked', true, 'credit', false, $3,
       'EUR', '2026-04-29', 'MUSTER GMBH', '{}', 'new')`,
    [entry, statement, minor],
  );
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      `insert into match (match_id, bank_entry_id, legal_entity, customer, currency, amount_minor,
         difference_minor, on_account_minor, rule, explanation, confidence, made_by, reason)
       select $1, $2, 'DE01', customer, 'EUR', $3, 0, 0, $4, 'It names the invoice.', 95, $5, $6
       from open_item where transaction_id = $7`,
      [
        ...[matchId, entry, minor, by === 'ana' ? 'person' : 'reference', by],
        ...[by === 'ana' ? 'Told by phone.' : null, invoice],
      ],
    );
    await client.query(
      `insert into claim (match_id, open_item_id, amount_minor)
       select $1, open_item_id, $2 from open_item where transaction_id = $3`,
      [matchId, minor, invoice],
    );
    await client.query('commit');
  } finally {
    client.release();
  }
  return { matchId, entry };
}

async function storyOf(id: TransactionId) {
  const told = await transactions.story(ana, id);
  if (told.kind !== 'found') throw new TypeError(told.kind);
  expect([...Value.Errors(Story, told.value)]).toEqual([]);
  return told.value;
}

test('an invoice that two receipts pay, one of which goes back', async () => {
  const invoice = await office.accept({ number: 'PAID-1' });
  await office.finish();
  await match({ invoice, minor: 50_000, by: 'rule:reference' });
  const { matchId } = await match({ invoice, minor: 69_000, by: 'ana' });
  const paid = await storyOf(invoice);
  expect(paid.sentence).toMatch(/^It is posted in the ledger \(SAP\) as \d+, and nothing of it is/);
  const payments = paid.chapters.filter(({ headline }) => headline.startsWith('Paid'));
  expect(payments.map(({ sentences }) => sentences.slice(-2))).toEqual([
    ['Kontor matched it by itself, by the rule “reference”.', 'EUR 690.00 stayed open.'],
    ['Ana matched it: “Told by phone.”', 'Nothing is open any more.'],
  ]);
  expect(payments[0]?.sentences[0]).toBe(
    'On 29 April 2026 the bank booked EUR 500.00 from MUSTER GMBH on account ****2051 ' +
      '(statement 84 of 29 April 2026).',
  );
  await pool.query(`update claim set released = true where match_id = $1`, [matchId]);
  await pool.query(
    `update match set status = 'released', released_at = now(), released_by = 'ana',
       released_reason = 'Another customer’s.' where match_id = $1`,
    [matchId],
  );
  const { sentence, chapters } = await storyOf(invoice);
  expect(sentence).toContain('EUR 690.00 of it is still open');
  expect(chapters.at(-1)).toMatchObject({
    headline: 'The match was taken back: EUR 690.00',
    sentences: ['Ana took the match back: “Another customer’s.”', 'EUR 690.00 is open again.'],
  });
});

test('a payment tells what it pays, and where it is posted', async () => {
  const invoice = await office.accept({ number: 'PAID-2' });
  await office.finish();
  const { matchId, entry } = await match({ invoice, minor: 119_000, by: 'rule:reference' });
  const payment = await office.start(
    'apply-customer-payment',
    {
      matchId,
      bankEntryId: entry,
      legalEntity: 'DE01',
      customer: 'C10042',
      partyName: 'Muster GmbH',
      currency: 'EUR',
      amount: '1190.00',
      bankAccount: 'DE02120300000000202051',
      bankLedgerAccount: '113100',
      bankReference: 'NTRF-1',
      bookingDay: '2026-04-29',
      allocations: [
        {
          openItemId: ids.next('OpenItemId'),
          invoiceNumber: 'PAID-2',
          document: { legalEntity: 'DE01', number: '1800000417' },
          amount: '1190.00',
          isCleared: true,
        },
      ],
      differences: [],
    },
    { by: 'rule:reference', channel: 'engine' },
  );
  await office.work('receivables');
  await office.finish();
  const { title, sentence, chapters } = await storyOf(payment);
  expect(title).toBe('Payment NTRF-1 of EUR 1,190.00 from Muster GmbH (C10042)');
  expect(sentence).toMatch(/^It is posted in the ledger \(SAP\) as \d+\.$/);
  const headlines = chapters.map(({ headline }) => headline.replace(/\d{10}/, 'N'));
  expect(headlines.toSorted()).toEqual([
    'Matched with what it pays',
    'Paid: EUR 1,190.00',
    'Posted in the ledger: N',
    'Shown to sales: N',
    'Started by Kontor',
    'Told: payment applied',
  ]);
});
