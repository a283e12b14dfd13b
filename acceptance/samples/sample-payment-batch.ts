/** A batch of payments from an account of the simulated company, for the next banking day. */

import type { PaymentBatch } from '@kontor/canon';
import {
  bankingDayOf,
  dayKindOf,
  plusDays,
  present,
  systemClock,
  type BankingDay,
} from '@kontor/kernel';
import type { Sandbox } from '@kontor/sandbox';

export function samplePaymentBatch(
  { company }: Sandbox,
  { number, creditors }: { readonly number: string; readonly creditors: readonly string[] },
): PaymentBatch {
  const account = present(company.legalEntities[0]?.bankAccounts[0], 'it has an account');
  const transfers = creditors.map((name, index) => ({
    endToEndId: `${number}-${index + 1}`,
    amount: `${100 + index}.50`,
    creditor: { name, iban: 'DE02120300000000202051' },
    remittance: `Rechnung ${index + 1}`,
  }));
  const iban = present(account.iban, 'it is an account with an IBAN');
  const debtor = { name: account.owner, iban };
  const executionDay = someBankingDay();
  return { number, legalEntity: 'DE01', debtor, currency: 'EUR', executionDay, transfers };
}

/** The next one, weekends and holidays of TARGET left out. */
function someBankingDay(): BankingDay {
  let day = bankingDayOf(systemClock.now());
  do day = plusDays(day, 1);
  while (dayKindOf(day, 'EUR').kind !== 'banking');
  return day;
}
