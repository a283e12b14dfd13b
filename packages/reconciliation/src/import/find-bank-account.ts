/** Which of our accounts a statement is about: by IBAN, or by the number as the bank writes it. */

import type { BankAccount } from '@kontor/canon';
import type { Queryable } from '@kontor/postgres';

export type OwnAccount = {
  readonly account: string;
  readonly legalEntity: string;
  readonly currency: string;
};

export async function findBankAccount(
  db: Queryable,
  written: BankAccount,
): Promise<OwnAccount | undefined> {
  const { rows } = await db.query<OwnAccountRow>({
    name: 'find_bank_account',
    text: FIND_BANK_ACCOUNT,
    values: [namesOf(written)],
  });
  // Two rows would mean that the IBAN is one of our accounts and the number another.
  const [row, other] = rows;
  if (!row || other) return undefined;
  return { account: row.account, legalEntity: row.legal_entity, currency: row.currency };
}

/** Everything that the account may be called by in our master data. */
export function namesOf({ iban, number }: BankAccount): readonly string[] {
  const names = [iban, number, number?.replaceAll(/[\s-]/g, '')];
  return names.filter((name) => name !== undefined);
}

const FIND_BANK_ACCOUNT = `
  select account, legal_entity, currency from bank_account where account = any($1)
`;

type OwnAccountRow = {
  readonly account: string;
  readonly legal_entity: string;
  readonly currency: string;
};
