/** The story of a payment, the table of posting days, the law of amounts and of the way back. */

import { CustomerPayment, IncomingPayment, type MatchConfirmation } from '@kontor/canon';
import {
  bankingDayOf,
  currency,
  fromDecimal,
  instantFromMs,
  money,
  parseBankingDay,
  present,
  toDecimal,
  type TransactionId,
} from '@kontor/kernel';
import {
  advance,
  contextOf,
  initialState,
  type Input,
  type Output,
  type ReferenceData,
  type TransactionState,
} from '@kontor/process';
import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, test } from 'vitest';
import { postingDay } from './posting-day.ts';
import { applyCustomerPayment1 } from './process-1.ts';
import { applyCustomerPayment } from './process.ts';
import { writeOffQuestion } from './write-off-question.ts';

const transactionId = 'txn_01j8zq4w7n2k5xv3m9t6r0c8ya' as TransactionId;
const today = bankingDayOf(instantFromMs(Date.UTC(2026, 3, 2)));
const EUR = currency('EUR');

const payment: CustomerPayment = {
  matchId: 'mat_01j8zq4w7n2k5xv3m9t6r0c8ya',
  bankEntryId: 'ben_01j8zq4w7n2k5xv3m9t6r0c8ya',
  legalEntity: 'DE01',
  customer: 'C1',
  partyName: 'Nordlicht Handels GmbH',
  currency: 'EUR',
  amount: '1189.98',
  bankAccount: 'DE02120300000000202051',
  bankLedgerAccount: '1800',
  bankReference: 'E2E-1',
  bookingDay: '2026-03-31',
  allocations: [
    {
      openItemId: 'opn_01j8zq4w7n2k5xv3m9t6r0c8ya',
      invoiceNumber: 'RE-2026-0042',
      document: { legalEntity: 'DE01', number: '1800000417', year: '2026' },
      amount: '1190.00',
      isCleared: true,
    },
  ],
  differences: [{ account: '4730', amount: '0.02', reason: 'tolerance' }],
};

const confirmed = (externalReference: string) =>
  ({ kind: 'confirmed', externalReference, facts: { fiscalYear: '2026' } }) as const;
const refused = {
  kind: 'rejected',
  reason: 'period_closed',
  vendorCode: 'F5/201',
  vendorText: 'Period 03/2026 is closed',
} as const;

function reference(status: 'open' | 'closed' | undefined): ReferenceData {
  const nothing = () => undefined;
  const firstDay = present(parseBankingDay('2026-03-01'), 'a day');
  const lastDay = present(parseBankingDay('2026-03-31'), 'a day');
  return {
    legalEntity: nothing,
    customer: nothing,
    customerByVatId: nothing,
    legalEntityByVatId: nothing,
    account: nothing,
    taxCode: nothing,
    bankAccount: nothing,
    period: () => status && { period: '2026-03', status, firstDay, lastDay },
  };
}

/** What was asked for and told, arrival after arrival. */
function run(input: CustomerPayment, ...arrivals: readonly Input[]) {
  return runAs(applyCustomerPayment, input, ...arrivals);
}

function runAs(
  definition: typeof applyCustomerPayment,
  input: CustomerPayment,
  ...arrivals: readonly Input[]
) {
  const subject = { transactionId, input };
  let state: TransactionState = initialState;
  const outputs: Output[] = [];
  const enriched = postingDay(contextOf(subject, initialState), reference('open'), today);
  const queue: Input[] = [{ type: 'Accepted' }, ...arrivals];
  for (let arrival = queue.shift(); arrival; arrival = queue.shift()) {
    const step = advance(definition, subject, state, arrival);
    state = step.state;
    outputs.push(...step.outputs);
    // From memory and at once, as the engine does it.
    if (step.outputs.some(({ type }) => type === 'Enrich')) {
      queue.unshift({ type: 'Enriched', step: 'posting', values: enriched });
    }
  }
  return { state, context: contextOf(subject, state), asked: outputs.map(lineOf) };
}

function lineOf(output: Output): string {
  return 'step' in output ? `${output.type} ${output.step}` : output.type;
}

const delivered = (
  step: string,
  outcome: Extract<Input, { type: 'Delivered' }>['outcome'],
): Input => ({
  type: 'Delivered',
  step,
  outcome,
});
const claimed = delivered('claim', confirmed(payment.matchId));
const posted = delivered('post', confirmed('1400000088'));
const shown = delivered('mirror', confirmed('note'));

function deliverStep(name: string) {
  const step = applyCustomerPayment.steps.find((each) => each.name === name);
  if (step?.kind !== 'deliver') throw new TypeError(`${name} is a delivery`);
  return step;
}

describe('the story', () => {
  test('a payment is claimed, posted, shown and told of, in this order', () => {
    const { asked, state } = run(payment, claimed, posted, shown);
    expect(asked).toEqual([
      'Deliver claim',
      'Enrich posting',
      'Deliver post',
      'Deliver mirror',
      'Publish applied',
      'Completed',
    ]);
    expect(state.status).toBe('done');
  });

  test('a ledger that refuses gives the match back', () => {
    const { asked, state } = run(payment, claimed, delivered('post', refused), {
      type: 'Undelivered',
      step: 'claim',
      outcome: confirmed(payment.matchId),
    });
    expect(asked.slice(-3)).toEqual(['TurnedBack', 'Undeliver claim', 'Refused']);
    expect(state.status).toBe('refused');
  });

  const asking: CustomerPayment = {
    ...payment,
    writeOffApproval: {
      requestedBy: 'ana@example.com',
      amount: '120.00',
      limit: '50.00',
      reason: 'Goodwill.',
    },
  };
  const decided = (type: 'Approved' | 'Declined'): Input => ({
    type,
    step: 'write-off',
    by: 'charles@example.com',
    reason: 'So.',
  });

  test('a write-off above the limit is claimed, and posted only when somebody approved', () => {
    expect(run(asking, claimed).asked).toEqual(['Deliver claim', 'AskApproval write-off']);
    expect(run(asking, claimed, decided('Approved')).asked.slice(2)).toEqual([
      'Enrich posting',
      'Deliver post',
    ]);
  });

  test('declined, its claim is given back, and the ledger never hears of it', () => {
    const { asked, state } = run(asking, claimed, decided('Declined'), {
      type: 'Undelivered',
      step: 'claim',
      outcome: confirmed(payment.matchId),
    });
    expect(asked.slice(2)).toEqual(['TurnedBack', 'Undeliver claim', 'Refused']);
    expect(state.status).toBe('refused');
  });

  test('the second person reads how much, of what, by whom and why', () => {
    expect(writeOffQuestion(asking)).toMatch(
      /^ana@example.com wants to write off 120.00 EUR of RE-2026-0042 \(Nordlicht .* Goodwill\./,
    );
  });

  test('what began with the first version goes its way', () => {
    const { asked } = runAs(applyCustomerPayment1, asking, claimed, posted, shown);
    expect(asked).toEqual([
      'Enrich posting',
      'Deliver claim',
      'Deliver post',
      'Deliver mirror',
      'Publish applied',
      'Completed',
    ]);
  });

  test('taken back, its posting is reversed first, then the match is released', () => {
    const { asked, state, context } = run(
      payment,
      claimed,
      posted,
      shown,
      { type: 'UndoAsked', by: 'ana@example.com', reason: 'Wrong invoice.' },
      { type: 'Undelivered', step: 'post', outcome: confirmed('1400000089') },
      { type: 'Undelivered', step: 'claim', outcome: confirmed(payment.matchId) },
    );
    expect(asked.slice(-4)).toEqual([
      'TurnedBack',
      'Undeliver post',
      'Undeliver claim',
      'TakenBack',
    ]);
    expect(state.status).toBe('taken_back');
    const { undo } = deliverStep('claim');
    const release = ('by' in undo ? undo.input(context) : undefined) as MatchConfirmation;
    expect(release.matchId).toBe(payment.matchId);
    expect(release.reference).not.toBe(context.referenceOf('claim'));
  });

  test('a CRM that refuses the note does not take the payment back', () => {
    const { asked, state } = run(payment, claimed, posted, delivered('mirror', refused));
    expect(asked.slice(-3)).toEqual(['AttentionNeeded mirror', 'Publish applied', 'Completed']);
    expect(state.status).toBe('done');
  });

  test('the reversal names the document and carries the original posting', () => {
    const { context } = run(payment, claimed, posted);
    const { undo, input } = deliverStep('post');
    expect('by' in undo && undo.input(context)).toMatchObject({
      document: { legalEntity: 'DE01', number: '1400000088', year: '2026' },
      original: input(context),
      postingDay: '2026-03-31',
    });
  });
});

test.each([
  ['open', '2026-03-31'],
  [undefined, '2026-03-31'],
  ['closed', '2026-04-02'],
] as const)('with the period of the booking day %s it is posted on %s', (status, day) => {
  const context = contextOf({ transactionId, input: payment }, initialState);
  expect(postingDay(context, reference(status), today)).toEqual({ postingDay: day });
});

describe('the law', () => {
  const isPayment = Compile(CustomerPayment);
  const isPosting = Compile(IncomingPayment);
  const text = (minor: bigint) => toDecimal(money(minor, EUR));
  const minor = (amount: string | undefined) =>
    amount === undefined ? 0n : present(fromDecimal(amount, EUR), amount).minor;

  const anyPayment = fc
    .record({
      parts: fc.array(
        fc.bigInt({ min: -500n, max: 9_000n }).filter((n) => n !== 0n),
        {
          minLength: 1,
          maxLength: 8,
        },
      ),
      difference: fc.bigInt({ min: -5n, max: 5n }),
      onAccount: fc.bigInt({ min: 0n, max: 900n }),
    })
    .map(({ parts, difference, onAccount }) => {
      const allocated = parts.reduce((sum, part) => sum + part, 0n);
      return { parts, difference, onAccount, amount: allocated + onAccount - difference };
    })
    .filter(({ amount }) => amount > 0n)
    .map(({ parts, difference, onAccount, amount }): CustomerPayment => {
      const [item] = payment.allocations;
      const differences = [{ account: '4730', amount: text(difference), reason: 'tolerance' }];
      return {
        ...payment,
        amount: text(amount),
        allocations: parts.map((part) => ({ ...present(item, 'one'), amount: text(part) })),
        differences: difference === 0n ? [] : differences,
        ...(onAccount > 0n && { onAccount: text(onAccount) }),
      };
    });

  test('what is posted balances, and names all that was matched and nothing else', () => {
    fc.assert(
      fc.property(anyPayment, (input) => {
        expect(isPayment.Check(input)).toBe(true);
        const { context } = run(input, claimed);
        const posting = deliverStep('post').input(context) as IncomingPayment;
        expect(isPosting.Check(posting)).toBe(true);
        const differences = posting.differences ?? [];
        const left = differences.reduce(
          (sum, { amount }) => sum + minor(amount),
          minor(posting.amount),
        );
        const right = posting.allocations.reduce(
          (sum, { amount }) => sum + minor(amount),
          minor(posting.onAccount),
        );
        expect(left).toBe(right);
        expect(posting.allocations.map(({ amount }) => amount)).toEqual(
          input.allocations.map(({ amount }) => amount),
        );
      }),
    );
  });

  test('whatever arrives, it never ends without its effect while a claim is still held', () => {
    const anyArrival = fc.oneof(
      fc.constantFrom<Input>(claimed, posted, shown),
      fc.constantFrom('claim', 'post', 'mirror').map((step) => delivered(step, refused)),
      fc
        .constantFrom('claim', 'post', 'mirror')
        .map((step): Input => ({ type: 'Undelivered', step, outcome: confirmed('x') })),
      fc.constant<Input>({ type: 'UndoAsked', by: 'ana', reason: 'so' }),
    );
    fc.assert(
      fc.property(fc.array(anyArrival, { maxLength: 40 }), (arrivals) => {
        const { state } = run(payment, ...arrivals);
        if (state.status === 'refused' || state.status === 'taken_back') {
          expect(state.confirmed).not.toHaveProperty('claim');
          expect(state.confirmed).not.toHaveProperty('post');
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
