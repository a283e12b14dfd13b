/**
 * Nothing of the report is taken, and all of it is kept: a person decides, with its sentence before
 * them. The same report again, while they are asked for the same reason, asks nobody anew.
 */

import type { Defect } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Office } from '../import/import-bank-file.ts';
import { writeAuditEntry } from '../record/write-audit-entry.ts';
import { writeEvent } from '../record/write-event.ts';
import type { ReportOutcome } from './import-payment-status-report.ts';
import { insertStatusReport } from './insert-status-report.ts';
import type { StoredBatch } from './read-reported-batch.ts';
import type { ReadReport } from './take-report.ts';

type Quarantine = { readonly batch?: StoredBatch; readonly reasons: readonly Defect[] };

export async function quarantineReport(
  db: Queryable,
  { ids }: Office,
  arrived: ReadReport,
  { batch, reasons }: Quarantine,
): Promise<ReportOutcome> {
  const same = await findSameQuarantine(db, arrived, reasons);
  if (same !== undefined) {
    return { kind: 'known', report: { reportId: same, status: 'quarantined', reasons } };
  }
  const { reportId, correlationId } = arrived;
  const legalEntity = batch?.legalEntity ?? arrived.answerable;
  const exceptionId = ids.next('ExceptionId');
  const fate = { status: 'quarantined', reasons, exceptionId } as const;
  await insertStatusReport(db, arrived, { ...fate, ...(batch && { batch }) });
  const text = `${nameOf(arrived)} is not taken. ${reasons[0]?.detail ?? ''}`;
  await db.query({
    name: 'ask_about_status_report',
    text: ASK_ABOUT_STATUS_REPORT,
    values: [exceptionId, text, legalEntity, batch?.transactionId],
  });
  await writeEvent(db, ids, {
    type: 'kontor.exception.opened.v1',
    subject: exceptionId,
    legalEntity,
    partitionKey: exceptionId,
    transactionId: batch?.transactionId,
    correlationId,
    data: {
      exception: exceptionId,
      kind: CODE,
      legalEntity,
      ...(batch && { transaction: batch.transactionId }),
      title: text.slice(0, TITLE_CHARACTERS_MAX),
    },
  });
  await writeAuditEntry(db, {
    actor: arrived.applicationId,
    action: 'payment_report.quarantined',
    subject: { kind: 'payment-status-report', id: reportId },
    legalEntity,
    detail: { reasons, messageId: arrived.report.messageId, sha256: arrived.contentHash },
    correlationId,
  });
  return { kind: 'imported', report: { reportId, status: 'quarantined', reasons } };
}

function nameOf({ name, report }: ReadReport): string {
  return name ?? `Status report ${report.messageId}`;
}

async function findSameQuarantine(
  db: Queryable,
  { fingerprint }: ReadReport,
  reasons: readonly Defect[],
): Promise<string | undefined> {
  const { rows } = await db.query<{ report_id: string }>({
    name: 'find_same_quarantined_report',
    text: FIND_SAME_QUARANTINED_REPORT,
    values: [fingerprint, JSON.stringify(reasons)],
  });
  return rows[0]?.report_id;
}

const CODE = 'payment_report_quarantined';
/** What the contract of the event allows. */
const TITLE_CHARACTERS_MAX = 300;

const ASK_ABOUT_STATUS_REPORT = `
  insert into exception (exception_id, kind, code, text, legal_entity, transaction_id, permission)
  values ($1, 'file', '${CODE}', $2, $3, $4, 'bank:write')
`;

const FIND_SAME_QUARANTINED_REPORT = `
  select report_id
  from payment_status_report as report
  where fingerprint = $1 and status = 'quarantined' and reasons = $2::jsonb
    and exists (
      select from exception
      where exception.exception_id = report.exception_id and exception.status = 'open')
  order by received_at desc
  limit 1
`;
