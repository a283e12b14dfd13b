import type { BankLine, ConsoleTransactionRow } from '@kontor/contracts';
import type { StoryFacts } from '@kontor/governance';
import { cutLine, cutText } from '../../wire/cut-text.ts';

/** Of an invoice one claim is its own; a payment uses all that its match uses. */
export function toBankLine(
  payment: StoryFacts['payments'][number],
  { kind }: Pick<ConsoleTransactionRow, 'kind'>,
): BankLine {
  const [claim] = payment.claims;
  const { released } = payment;
  return {
    bankEntry: payment.bankEntryId,
    match: payment.matchId,
    bookingDay: payment.bookingDay,
    received: { ...payment.received },
    account: payment.account,
    statement: cutLine(`Statement ${payment.statement.number} of ${payment.statement.day}`, 200),
    explanation: cutText(payment.explanation, 2_000),
    ...(kind !== 'payment' && claim && { used: { ...claim.amount } }),
    ...(payment.from !== undefined && { from: cutLine(payment.from, 300) }),
    ...(released && {
      released: cutText(`Taken back by ${released.by}: ${released.reason}`, 1_000),
    }),
  };
}
