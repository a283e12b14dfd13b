/** A report as it is kept, taken or not: what it says, where it came from and when. */

import type { Defect } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { StoredBatch } from './read-reported-batch.ts';
import type { ReadReport } from './take-report.ts';

export type ReportFate = {
  /** Absent when no message of ours has the id that it names. */
  readonly batch?: StoredBatch;
  readonly status: 'taken' | 'quarantined';
  readonly reasons: readonly Defect[];
  /** That asks a person about it. */
  readonly exceptionId?: string;
};

export async function insertStatusReport(
  db: Queryable,
  arrived: ReadReport,
  { batch, status, reasons, exceptionId }: ReportFate,
): Promise<void> {
  const { report } = arrived;
  await db.query({
    name: 'insert_status_report',
    text: INSERT_STATUS_REPORT,
    values: [
      ...[arrived.reportId, report.messageId, report.originalMessageId, batch?.transactionId],
      ...[batch?.legalEntity ?? arrived.answerable, report.createdAt, status],
      ...[JSON.stringify(reasons), JSON.stringify(report), arrived.fingerprint],
      ...[arrived.contentHash, arrived.sizeBytes, arrived.name, arrived.channel],
      ...[arrived.applicationId, arrived.correlationId, exceptionId],
    ],
  });
}

const INSERT_STATUS_REPORT = `
  insert into payment_status_report (report_id, message_id, original_message_id, transaction_id,
    legal_entity, told_at, status, reasons, report, fingerprint, content_hash, size_bytes, name,
    channel, application_id, correlation_id, exception_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
`;
