/**
 * Whether what a person writes off needs a second person. What was written off before on the same
 * receipt and the same items counts too, so that nothing gets by in slices.
 */

import type { Queryable } from '@kontor/postgres';
import type { BankEntry } from './bank-entry.ts';
import type { MatchDifference } from './record-match.ts';
import { fromDecimal } from '@kontor/kernel';
import type { Spending } from './types.ts';

export type Approval = {
  /** All that is written off there, in minor units. */
  readonly writtenOff: bigint;
  /** Of the legal entity, in this currency. */
  readonly limit: bigint;
};

export type WriteOff = {
  readonly entry: BankEntry;
  readonly spending: Spending;
  readonly differences: readonly MatchDifference[];
};

/** Undefined when the person may decide alone. */
export async function approvalFor(
  db: Queryable,
  { entry, spending, differences }: WriteOff,
): Promise<Approval | undefined> {
  const now = differences.reduce((sum, { kind, amount }) => {
    const minor = fromDecimal(amount, entry.currency)?.minor ?? 0n;
    return kind === 'write-off' ? sum + (minor < 0n ? -minor : minor) : sum;
  }, 0n);
  if (now === 0n) return undefined;
  const { rows } = await db.query<LimitRow>({
    name: 'read_write_off_limit',
    text: READ_WRITE_OFF_LIMIT,
    values: [
      entry.legalEntity,
      entry.currency,
      entry.bankEntryId,
      spending.allocations.map(({ openItemId }) => openItemId),
    ],
  });
  const [row] = rows;
  if (!row || !row.is_set) return undefined;
  const limit = BigInt(row.limit_minor ?? '0');
  const writtenOff = now + BigInt(row.before_minor);
  return writtenOff > limit ? { writtenOff, limit } : undefined;
}

/** Where limits are set, a currency without one has none to spare. */
const READ_WRITE_OFF_LIMIT = `
  select write_off_approval_above <> '{}' as is_set,
    write_off_approval_above ->> $2 as limit_minor,
    (select coalesce(sum(abs(difference_minor)), 0) from match
     where rule = 'person' and status = 'made' and (bank_entry_id = $3 or match_id in (
       select match_id from claim where open_item_id = any ($4) and not released)))::text
      as before_minor
  from legal_entity
  where code = $1
`;

type LimitRow = {
  readonly is_set: boolean;
  readonly limit_minor: string | null;
  readonly before_minor: string;
};
