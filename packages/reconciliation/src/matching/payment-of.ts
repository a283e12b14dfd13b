/** What the process that tells the ledger is started with: the match in canonical words. */

import type { CustomerPayment, PaymentDifference } from '@kontor/canon';
import { money, present, toDecimal, type MatchId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { BankEntry } from './bank-entry.ts';
import type { LockedItem } from './lock-open-items.ts';
import type { MatchDifference } from './record-match.ts';
import type { Spending } from './types.ts';

export type Paying = {
  readonly entry: BankEntry;
  readonly items: readonly LockedItem[];
  readonly spending: Spending;
  readonly differences: readonly MatchDifference[];
};

export async function paymentOf(
  db: Queryable,
  matchId: MatchId,
  { entry, items, spending, differences }: Paying,
): Promise<CustomerPayment> {
  const { rows } = await db.query<AccountsRow>({
    name: 'accounts_of_receipt',
    text: ACCOUNTS_OF_RECEIPT,
    values: [entry.account],
  });
  const accounts = present(rows[0], 'a booked entry belongs to one of our accounts');
  const text = (minor: bigint) => toDecimal(money(minor, entry.currency));
  const bankReference = entry.servicerReference ?? entry.endToEndId;
  const partyName = items[0]?.partyName;
  return {
    matchId,
    bankEntryId: entry.bankEntryId,
    legalEntity: entry.legalEntity,
    customer: spending.customer,
    ...(partyName && { partyName }),
    currency: entry.currency,
    amount: text(spending.uses),
    bankAccount: entry.account,
    bankLedgerAccount: accounts.ledger_account,
    ...(bankReference && { bankReference }),
    bookingDay: entry.bookingDay,
    ...(entry.valueDay && { valueDay: entry.valueDay }),
    allocations: spending.allocations.map(({ openItemId, amount }) => {
      const item = present(
        items.find((each) => each.openItemId === openItemId),
        openItemId,
      );
      const isCleared = item.open === amount;
      const { number: invoiceNumber, document } = item;
      return { openItemId, invoiceNumber, document, amount: text(amount), isCleared };
    }),
    differences: differences.flatMap((each) => toPosted(each, accounts.difference_account)),
    ...(spending.onAccount !== 0n && { onAccount: text(spending.onAccount) }),
  };
}

function toPosted(
  { kind, amount, reason }: MatchDifference,
  account: string,
): readonly PaymentDifference[] {
  return kind === 'write-off' ? [{ account, amount, reason: reason.slice(0, 200) }] : [];
}

const ACCOUNTS_OF_RECEIPT = `
  select bank_account.ledger_account, legal_entity.difference_account
  from bank_account
  join legal_entity on legal_entity.code = bank_account.legal_entity
  where bank_account.account = $1
`;

type AccountsRow = { readonly ledger_account: string; readonly difference_account: string };
