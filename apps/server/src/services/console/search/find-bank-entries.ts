/** Bank lines by the payer's account (all of it, or its last four) and by amount. */

import type { SearchHit } from '@kontor/contracts';
import type { BankingDay } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { cutLine } from '../../wire/cut-text.ts';
import { maskAccount } from '../../wire/mask-values.ts';
import { toMoneyWire } from '../../wire/to-money-wire.ts';
import { minorsOf } from './find-transactions.ts';
import { HITS_MAX } from './group-of.ts';
import type { TypedAmount } from './read-amount.ts';

type Asked = { readonly text: string; readonly entities: readonly string[] };

export async function findBankEntries(
  db: Queryable,
  { text, entities }: Asked,
  amount: TypedAmount | undefined,
): Promise<readonly SearchHit[]> {
  const account = text.replaceAll(/\s/g, '').toUpperCase();
  const [byAccount, byAmount] = await Promise.all([
    ACCOUNT_OR_ITS_END.test(account)
      ? read(db, FIND_BY_ACCOUNT, [account.slice(-4), account, entities, HITS_MAX + 1])
      : [],
    amount ? read(db, FIND_BY_AMOUNT, [minorsOf(amount), entities, HITS_MAX + 1]) : [],
  ]);
  return [
    ...byAccount.map((row) => ({ ...toHit(row), because: 'The payer’s account ends like this' })),
    ...byAmount
      .filter(({ currency }) => amount?.currency === undefined || amount.currency === currency)
      .map(toHit),
  ].slice(0, HITS_MAX + 1);
}

async function read(db: Queryable, text: string, values: unknown[]): Promise<readonly EntryRow[]> {
  const { rows } = await db.query<EntryRow>({ text, values });
  return rows;
}

function toHit(row: EntryRow): SearchHit {
  const amount = toMoneyWire(row.amount_minor, row.currency);
  const who = row.counterparty_name ?? 'an unnamed party';
  const isCredit = row.direction === 'credit';
  return {
    kind: 'bank-entry',
    id: row.bank_entry_id,
    title: cutLine(`${isCredit ? 'Received from' : 'Paid to'} ${who}`, 300),
    sentence: `Booked on ${row.booking_day} on ${maskAccount(row.account)} · ${STATUSES[row.match_status] ?? 'Not for matching'}`,
    amount: isCredit ? amount : { ...amount, amount: `-${amount.amount}` },
  };
}

const COLUMNS = `bank_entry_id, account, direction, amount_minor, currency, booking_day,
         counterparty_name, match_status`;
const FIND_BY_ACCOUNT = `
  select ${COLUMNS}
  from bank_entry
  where booked and counterparty_account is not null
    and right(counterparty_account, 4) = $1 and right(counterparty_account, length($2)) = $2
    and legal_entity = any($3::text[])
  order by booking_day desc
  limit $4
`;
const FIND_BY_AMOUNT = `
  select ${COLUMNS}
  from bank_entry
  where booked and direction = 'credit' and amount_minor = any($1::numeric[])
    and account = any(array(
      select account from bank_account where legal_entity = any($2::text[])))
    and legal_entity = any($2::text[])
  order by booking_day desc, bank_entry_id desc
  limit $3
`;

type EntryRow = {
  readonly bank_entry_id: string;
  readonly account: string;
  readonly direction: 'credit' | 'debit';
  readonly amount_minor: string;
  readonly currency: string;
  readonly booking_day: BankingDay;
  readonly counterparty_name: string | null;
  readonly match_status: string;
};

const STATUSES: Readonly<Record<string, string>> = {
  new: 'Not looked at yet',
  open: 'Not matched',
  partly: 'Partly matched',
  matched: 'Matched',
  returned: 'Returned',
};
const ACCOUNT_OR_ITS_END = /^[A-Z0-9]{4,34}$/;
