/** Random batches and reports for the laws of pain.001 and pain.002: all that they can carry. */

import {
  PAYMENT_STATUSES,
  type PaymentBatchSending,
  type PaymentStatus,
  type PaymentStatusReason,
  type PaymentStatusReport,
} from '@kontor/canon';
import { currency, money, toDecimal } from '@kontor/kernel';
import fc from 'fast-check';

/** Texts that SEPA passes on unchanged. */
const text = (lengthMax: number) =>
  fc.stringMatching(new RegExp(`^[A-Za-z0-9][A-Za-z0-9/?:().,'+ -]{0,${lengthMax - 2}}[A-Za-z.]$`));
const reference = fc.stringMatching(/^[A-Z0-9][A-Za-z0-9?:().,'+-]{0,33}[A-Z0-9]$/);
const iban = fc.stringMatching(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/);
const bic = fc.stringMatching(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/);
const optional = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.option(arbitrary, { nil: undefined });

const transfer = fc
  .record({
    endToEndId: reference,
    amount: fc
      .bigInt({ min: 1n, max: 99_999_999_999n })
      .map((minor) => toDecimal(money(minor, currency('EUR')))),
    creditor: fc
      .record({
        name: text(70),
        iban,
        bic: optional(bic),
        country: optional(fc.constantFrom('DE', 'FR')),
      })
      .map(withoutUndefined),
    purpose: optional(fc.constantFrom('SALA', 'SUPP')),
    said: optional(
      fc.oneof(
        text(140).map((remittance) => ({ remittance })),
        fc
          .stringMatching(/^RF\d{2}[A-Z0-9]{1,21}$/)
          .map((creditorReference) => ({ creditorReference })),
      ),
    ),
  })
  .map(({ said, ...rest }) => withoutUndefined({ ...rest, ...said }));

export const sendingArbitrary = fc
  .record({
    reference: fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{20}$/),
    messageId: reference,
    createdAt: fc.constantFrom('2026-03-31T08:15:30.000Z', '2026-02-28T23:59:59.999Z'),
    legalEntity: fc.constant('DE01'),
    number: reference,
    debtor: fc.record({ name: text(70), iban, bic: optional(bic) }).map(withoutUndefined),
    executionDay: fc.constantFrom('2026-04-01', '2028-02-29'),
    currency: fc.constant('EUR'),
    transfers: fc.uniqueArray(transfer, {
      minLength: 1,
      maxLength: 5,
      selector: ({ endToEndId }) => endToEndId,
    }),
  })
  .map((sending) => sending as PaymentBatchSending);

const status = fc.constantFrom(...(Object.keys(PAYMENT_STATUSES) as PaymentStatus[]));
const reasons: fc.Arbitrary<PaymentStatusReason[]> = fc.array(
  fc
    .record({
      code: optional(fc.constantFrom('AC01', 'AM04', 'the bank’s own')),
      // Words are joined by one space, as the lines of a text are.
      text: optional(
        fc
          .array(fc.stringMatching(/^[a-zäöü<&>]{1,30}$/), { minLength: 1, maxLength: 20 })
          .map((words) => words.join(' ')),
      ),
    })
    .filter(({ code, text: words }) => code !== undefined || words !== undefined)
    .map((reason) => withoutUndefined(reason) as PaymentStatusReason),
  { maxLength: 2 },
);

const transferStatus = fc
  .record({
    endToEndId: optional(reference),
    instructionId: optional(reference),
    uetr: optional(fc.uuid({ version: 4 })),
    status: status.filter((each) => each !== 'PART'),
    reasons,
    bankReference: optional(reference),
  })
  .map(withoutUndefined);

export const reportArbitrary = fc
  .record({
    messageId: reference,
    createdAt: fc.constant('2026-03-31T08:15:30'),
    originalMessageId: reference,
    groupStatus: optional(status),
    reasons,
    payments: fc.array(
      fc
        .record({
          originalPaymentInformationId: reference,
          status: optional(status),
          reasons,
          transfers: fc.array(transferStatus, { maxLength: 4 }),
        })
        .map(withoutUndefined),
      { maxLength: 3 },
    ),
  })
  .map((report) => withoutUndefined(report) as PaymentStatusReport);

function withoutUndefined<Value extends object>(value: Value): Value {
  return Object.fromEntries(
    Object.entries(value).filter(([, each]) => each !== undefined),
  ) as Value;
}
