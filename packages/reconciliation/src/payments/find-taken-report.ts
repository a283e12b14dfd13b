/** The report that a bank gave this id about this message, if it was taken in before. */

import type { PaymentStatusReport } from '@kontor/canon';
import type { Queryable } from '@kontor/postgres';

export type TakenReport = { readonly reportId: string; readonly fingerprint: string };

export async function findTakenReport(
  db: Queryable,
  { originalMessageId, messageId }: PaymentStatusReport,
): Promise<TakenReport | undefined> {
  const { rows } = await db.query<{ report_id: string; fingerprint: string }>({
    name: 'find_taken_report',
    text: FIND_TAKEN_REPORT,
    values: [originalMessageId, messageId],
  });
  const [row] = rows;
  return row && { reportId: row.report_id, fingerprint: row.fingerprint };
}

const FIND_TAKEN_REPORT = `
  select report_id, fingerprint
  from payment_status_report
  where original_message_id = $1 and message_id = $2 and status = 'taken'
`;
