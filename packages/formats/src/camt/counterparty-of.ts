/**
 * Who the other side of a transaction is. Money that comes in comes from the debtor, money that
 * goes out goes to the creditor; a reversal keeps the roles of the payment that it takes back.
 * Banks are not of one mind about returns, so a side that has our own account is never the other
 * one.
 */

import type { BankAccount, Counterparty, Direction } from '@kontor/canon';
import type { Parties } from './to-entry-detail.ts';

export function counterpartyOf(
  { debtor, creditor }: Parties,
  direction: Direction,
  { isReversal, account }: { readonly isReversal: boolean; readonly account: BankAccount },
): Counterparty | undefined {
  if (isOurs(debtor, account) && !isOurs(creditor, account)) return creditor;
  if (isOurs(creditor, account) && !isOurs(debtor, account)) return debtor;
  return (direction === 'credit') === isReversal ? creditor : debtor;
}

function isOurs(party: Counterparty | undefined, account: BankAccount): boolean {
  if (party?.account === undefined) return false;
  return party.account === account.iban || party.account === account.number;
}
