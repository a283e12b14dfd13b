/** The story of a batch, the table of what is refused at the door, the law of what is sent. */

import { PaymentBatchSending, type PaymentBatch } from '@kontor/canon';
import { parseBankingDay, present, type TransactionId } from '@kontor/kernel';
import {
  advance,
  contextOf,
  initialState,
  isCancellable,
  type Input,
  type Output,
  type TransactionState,
} from '@kontor/process';
import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, test } from 'vitest';
import { isCreditorReference } from './creditor-reference.ts';
import { executionDay } from './execution-day.ts';
import { sendPaymentBatch } from './process.ts';
import { releaseLimit } from './release-limit.ts';
import { someBatch, someReference, someTransfer } from './some-batch.ts';
import { toPaymentBatchSending } from './to-operations.ts';

const transactionId = 'txn_01j8zq4w7n2k5xv3m9t6r0c8ya' as TransactionId;
const day = (text: string) => present(parseBankingDay(text), 'it is a day');
const TODAY = day('2026-04-01');

type Setting = {
  readonly batch?: PaymentBatch;
  readonly reference?: ReturnType<typeof someReference>;
  readonly today?: typeof TODAY;
};

/** What was asked for and told, arrival after arrival; enrichments are answered at once. */
function run(
  { batch = someBatch(), reference = someReference(), today = TODAY }: Setting,
  ...arrivals: readonly Input[]
) {
  const subject = { transactionId, input: batch };
  let state: TransactionState = initialState;
  const outputs: Output[] = [];
  const queue: Input[] = [{ type: 'Accepted' }, ...arrivals];
  for (let arrival = queue.shift(); arrival; arrival = queue.shift()) {
    const step = advance(sendPaymentBatch, subject, state, arrival);
    state = step.state;
    outputs.push(...step.outputs);
    for (const output of step.outputs) {
      if (output.type !== 'Enrich') continue;
      const context = contextOf(subject, state);
      const values =
        output.step === 'limit'
          ? releaseLimit(context, reference)
          : executionDay(context, reference, today);
      queue.unshift({ type: 'Enriched', step: output.step, values });
    }
  }
  return {
    state,
    context: contextOf(subject, state),
    asked: outputs.map((output) =>
      'step' in output ? `${output.type} ${output.step}` : output.type,
    ),
  };
}

const decided = (type: 'Approved' | 'Declined'): Input => ({
  type,
  step: 'release',
  by: 'ben',
  reason: 'Seen',
});
const sent: Input = {
  type: 'Delivered',
  step: 'send',
  outcome: { kind: 'confirmed', externalReference: 'PAY-42.xml' },
};

describe('the story', () => {
  test('nothing is sent before a second person agreed', () => {
    const waiting = run({});
    expect(waiting.asked).toEqual(['Enrich limit', 'AskApproval release']);
    expect(isCancellable(sendPaymentBatch, waiting.state)).toBe(true);
    expect(run({}, decided('Approved')).asked.slice(2)).toEqual(['Enrich day', 'Deliver send']);
    expect(run({}, decided('Approved'), sent).asked.slice(4)).toEqual([
      'Publish sent',
      'Completed',
    ]);
  });

  test('declined, nothing was sent and the sender is told', () => {
    expect(run({}, decided('Declined')).asked.slice(2)).toEqual([
      'TurnedBack',
      'Refused',
      'Publish refused',
    ]);
  });

  test('what the bank has is not cancelled', () => {
    const { state } = run({}, decided('Approved'), sent);
    expect(isCancellable(sendPaymentBatch, state)).toBe(false);
  });

  test.each([
    [undefined, true],
    [{ EUR: '1809.98' }, false],
    [{ EUR: '1809.97' }, true],
    [{ USD: '100000' }, true],
  ])('of 1809.98 EUR with the limit %j, a second person is asked: %s', (limit, isAsked) => {
    const reference = someReference(limit && { paymentApprovalAbove: limit });
    expect(run({ reference }).asked.includes('AskApproval release')).toBe(isAsked);
  });

  test('the question says how much leaves which account, when, and where most of it goes', () => {
    const { context } = run({});
    const step = sendPaymentBatch.steps.find(({ name }) => name === 'release');
    const question = step?.kind === 'approve' ? step.question : '';
    expect(typeof question === 'string' ? question : question(context)).toBe(
      'May the bank pay 1809.98 EUR in 2 transfers from account ****2051 on 2026-04-02? The largest ' +
        'goes to Kranich Optik GmbH, account ****3000: 1559.48 EUR. Every batch of this company ' +
        'needs a second person. Nothing is sent before you approve.',
    );
  });
});

describe('at the door', () => {
  const transfers = (change: Parameters<typeof someTransfer>[0]) => ({
    transfers: [someTransfer(change)],
  });
  const creditor = someTransfer().creditor;

  test('a batch as it should be is accepted', () => {
    expect(refused({ controlSum: '1809.98' })).toEqual([]);
  });

  test.each<[string, Partial<PaymentBatch>, string]>([
    ['a company we do not know', { legalEntity: 'FR01' }, 'legal_entity_unknown /legalEntity'],
    [
      'the account of somebody else',
      { debtor: { name: 'Alster GmbH', iban: 'DE89370400440532013000' } },
      'account_not_ours /debtor/iban',
    ],
    [
      'the account of another company of ours',
      { debtor: { name: 'Thames Ltd', iban: 'GB29NWBK60161331926819' } },
      'account_not_ours /debtor/iban',
    ],
    ['a day that has passed', { executionDay: '2026-03-31' }, 'day_has_passed /executionDay'],
    ['a weekend', { executionDay: '2026-04-04' }, 'not_a_banking_day /executionDay'],
    ['a holiday of TARGET', { executionDay: '2026-04-03' }, 'not_a_banking_day /executionDay'],
    ['a day that does not exist', { executionDay: '2026-04-31' }, 'no_such_day /executionDay'],
    ['a year mistyped', { executionDay: '2028-04-03' }, 'day_too_far_ahead /executionDay'],
    [
      'wrong check digits',
      transfers({ creditor: { ...creditor, iban: 'DE88370400440532013000' } }),
      'iban_wrong /transfers/0/creditor/iban',
    ],
    [
      'a bank of another country',
      transfers({ creditor: { ...creditor, bic: 'RABONL2U' } }),
      'bic_of_other_country /transfers/0/creditor/bic',
    ],
    [
      'a wrong reference',
      transfers({ creditorReference: 'RF19539007547034', remittance: undefined as never }),
      'creditor_reference_wrong /transfers/0/creditorReference',
    ],
    [
      'text and reference',
      transfers({ creditorReference: 'RF18539007547034' }),
      'two_remittances /transfers/0/remittance',
    ],
    [
      'a name of 71 characters',
      transfers({ creditor: { ...creditor, name: 'x'.repeat(71) } }),
      'name_too_long /transfers/0/creditor/name',
    ],
    ['nothing', transfers({ amount: '0.00' }), 'amount_not_positive /transfers/0/amount'],
    [
      'less than nothing',
      transfers({ amount: '-1.00' }),
      'amount_not_positive /transfers/0/amount',
    ],
    ['a tenth of a cent', transfers({ amount: '1.001' }), 'amount_not_exact /transfers/0/amount'],
    ['a billion', transfers({ amount: '1000000000.00' }), 'amount_too_large /transfers/0/amount'],
    [
      'one id twice',
      { transfers: [someTransfer(), someTransfer()] },
      'end_to_end_id_repeated /transfers/1/endToEndId',
    ],
    ['another sum', { controlSum: '1809.99' }, 'control_sum_differs /controlSum'],
  ])('%s is refused', (_what, change, defect) => {
    expect(refused(change)).toEqual([defect]);
  });

  test('another currency is refused for the account and for SEPA', () => {
    expect(refused({ currency: 'USD' })).toEqual([
      'account_in_other_currency /currency',
      'currency_not_sepa /currency',
    ]);
  });

  test('a company without a bank orders nothing', () => {
    const { bank: _none, ...entity } = present(someReference().legalEntity('DE01'), 'it is there');
    const without = { ...someReference(), legalEntity: () => entity };
    expect(refused({}, without)).toEqual(['no_bank_connection /legalEntity']);
  });
});

describe('accounts', () => {
  const refusedFor = (iban: string) =>
    refused({ transfers: [someTransfer({ creditor: { name: 'Kranich Optik GmbH', iban } })] });

  test.each(['DE89370400440532013000', 'MT84MALT011000012345MTLCAST001S'])(
    '%s can be paid to',
    (iban) => expect(refusedFor(iban)).toEqual([]),
  );

  test.each([
    ['wrong check digits', 'DE88370400440532013000', 'iban_wrong'],
    ['a digit too few', 'DE8937040044053201300', 'iban_wrong'],
    ['a country without IBANs', 'US89370400440532013000', 'iban_wrong'],
    ['letters where the country has digits', 'DE89370400440532O13000', 'iban_wrong'],
    ['a country that SEPA does not reach', 'TR330006100519786457841326', 'account_outside_sepa'],
  ])('%s is refused', (_what, iban, code) => {
    expect(refusedFor(iban)).toEqual([`${code} /transfers/0/creditor/iban`]);
  });

  test('two digits exchanged never pass', () => {
    const iban = 'DE89370400440532013000';
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 20 }), (at) => {
        const swapped = iban.slice(0, at) + iban[at + 1] + iban[at] + iban.slice(at + 2);
        fc.pre(swapped !== iban);
        expect(refusedFor(swapped)).toEqual(['iban_wrong /transfers/0/creditor/iban']);
      }),
    );
  });

  test('a creditor reference may hold letters of both cases', () => {
    expect(isCreditorReference('RF18539007547034')).toBe(true);
    expect(isCreditorReference('RF18539007547035')).toBe(false);
  });
});

describe('what is sent', () => {
  const check = Compile(PaymentBatchSending);

  test('is the batch as it was approved, under a message id that never changes', () => {
    const first = toPaymentBatchSending(run({}, decided('Approved')).context);
    const later = toPaymentBatchSending(
      run({ today: day('2026-04-02') }, decided('Approved')).context,
    );
    expect(check.Check(first)).toBe(true);
    expect(first).toMatchObject({ ...someBatch(), messageId: first.reference });
    expect(later).toEqual(first);
  });

  test.each([
    ['2026-04-02', '2026-04-02'],
    ['2026-04-03', '2026-04-07'],
    ['2026-04-09', '2026-04-09'],
  ])('approved on %s, it is ordered for %s', (today, ordered) => {
    const { context } = run({ today: day(today) }, decided('Approved'));
    expect(toPaymentBatchSending(context).executionDay).toBe(ordered);
  });
});

/** What is wrong with a batch, and where. */
function refused(change: Partial<PaymentBatch>, reference = someReference()): readonly string[] {
  return sendPaymentBatch.checks
    .flatMap((check) => check(someBatch(change), reference, TODAY))
    .map(({ code, at }) => `${code} ${at}`);
}
