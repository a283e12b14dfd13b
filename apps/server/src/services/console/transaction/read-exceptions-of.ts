import type { Exception } from '@kontor/contracts';
import type { ProcessCatalogue } from '@kontor/engine';
import type { TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import {
  fromExceptionRow,
  SELECT_EXCEPTION,
  withNames,
  type ExceptionRow,
} from '../../exceptions/exception-row.ts';

/** What is open comes first, the newest of it before the others. */
export async function readExceptionsOf(
  db: Queryable,
  { catalogue }: { readonly catalogue: ProcessCatalogue },
  id: TransactionId,
): Promise<Exception[]> {
  const { rows } = await db.query<ExceptionRow>({
    name: 'read_exceptions_of_transaction',
    text: READ_EXCEPTIONS_OF_TRANSACTION,
    values: [id],
  });
  return rows.map((row) => fromExceptionRow(withNames(row), catalogue));
}

const READ_EXCEPTIONS_OF_TRANSACTION = `
  ${SELECT_EXCEPTION}
  where exception.transaction_id = $1
  order by exception.status = 'open' desc, exception.opened_at desc, exception.exception_id
  limit 1000
`;
