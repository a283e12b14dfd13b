import type { Queryable } from '@kontor/postgres';

type StatementStatus = {
  readonly bankStatementId: string;
  readonly status: 'waiting' | 'information' | 'quarantined';
  readonly reason?: string;
};

export async function setStatementStatus(
  db: Queryable,
  { bankStatementId, status, reason }: StatementStatus,
): Promise<void> {
  await db.query({
    name: 'set_statement_status',
    text: SET_STATEMENT_STATUS,
    values: [bankStatementId, status, reason],
  });
}

const SET_STATEMENT_STATUS = `
  update bank_statement set status = $2, reason = $3
  where bank_statement_id = $1 and status in ('receiving', 'waiting')
    and (status, reason) is distinct from ($2, $3)
`;
