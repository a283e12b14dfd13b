import type { ExceptionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { SELECT_EXCEPTION, type ExceptionRow } from './exception-row.ts';

/** Undefined when it is not there or lies in another legal entity. */
export async function readException(
  db: Queryable,
  id: ExceptionId,
  legalEntities: readonly string[],
): Promise<ExceptionRow | undefined> {
  const { rows } = await db.query<ExceptionRow>({
    name: 'read_exception',
    text: READ_EXCEPTION,
    values: [id, legalEntities],
  });
  return rows[0];
}

const READ_EXCEPTION = `
  ${SELECT_EXCEPTION}
  where exception.exception_id = $1 and exception.legal_entity = any($2::text[])
`;
