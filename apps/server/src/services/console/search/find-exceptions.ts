import type { SearchHit } from '@kontor/contracts';
import { idPattern, type Instant } from '@kontor/kernel';
import { cutLine, cutText } from '../../wire/cut-text.ts';
import { toMoneyWireOrNone } from '../../wire/to-money-wire.ts';
import { titleOf } from '../../exceptions/title-of.ts';
import { HITS_MAX } from './group-of.ts';
import type { SearchOptions } from './search-service.ts';

/** By id, and what is open about the transactions that were found. */
export async function findExceptions(
  { pool: db, catalogue }: SearchOptions,
  { text, entities }: { readonly text: string; readonly entities: readonly string[] },
  transactions: readonly string[],
): Promise<readonly SearchHit[]> {
  const id = new RegExp(idPattern('ExceptionId')).test(text.toLowerCase())
    ? text.toLowerCase()
    : null;
  if (id === null && transactions.length === 0) return [];
  const { rows } = await db.query<ExceptionRow>({
    name: 'find_exceptions',
    text: FIND_EXCEPTIONS,
    values: [id, transactions, entities, HITS_MAX + 1],
  });
  return rows.map((row) => {
    const amount = toMoneyWireOrNone(row.amount_minor, row.currency);
    return {
      kind: 'exception',
      id: row.exception_id,
      title: cutLine(titleOf(row, catalogue), 300),
      sentence: cutText(row.status === 'open' ? row.text : `Resolved. ${row.text}`, 500),
      at: row.opened_at,
      ...(row.transaction_id !== null && { transaction: row.transaction_id }),
      ...(amount && { amount }),
    };
  });
}

const FIND_EXCEPTIONS = `
  select exception.exception_id, exception.code, exception.text, exception.step,
         exception.status, exception.opened_at, exception.transaction_id,
         exception.amount_minor, exception.currency,
         transaction.number, transaction.process, transaction.process_version
  from exception
  left join transaction on transaction.transaction_id = exception.transaction_id
  where (exception.exception_id = $1
      or (exception.transaction_id = any($2::text[]) and exception.status = 'open'))
    and exception.legal_entity = any($3::text[])
  order by exception.opened_at desc, exception.exception_id
  limit $4
`;

type ExceptionRow = {
  readonly exception_id: string;
  readonly code: string;
  readonly text: string;
  readonly step: string | null;
  readonly status: 'open' | 'resolved';
  readonly opened_at: Instant;
  readonly transaction_id: string | null;
  readonly amount_minor: string | null;
  readonly currency: string | null;
  readonly number: string | null;
  readonly process: string | null;
  readonly process_version: number | null;
};
