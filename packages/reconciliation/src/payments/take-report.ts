/**
 * The database transaction that decides about a status report: known before, quarantined, or taken,
 * with a fact for every transfer, the statuses that moved, the exceptions of what contradicts, the
 * events and the audit entry. All of it is there, or nothing.
 */

import type { PaymentStatusReport } from '@kontor/canon';
import type { Defect } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Content } from '../import/digest-source.ts';
import type { Office } from '../import/import-bank-file.ts';
import { countPrevented } from '../record/count-prevented.ts';
import { writeAuditEntry } from '../record/write-audit-entry.ts';
import { applyReport, type StatusFact } from './apply-report.ts';
import { findTakenReport, type TakenReport } from './find-taken-report.ts';
import type { ArrivingReport, ReportOutcome } from './import-payment-status-report.ts';
import { insertStatusReport } from './insert-status-report.ts';
import { openConflicts, type ConflictedFact } from './open-conflicts.ts';
import { quarantineReport } from './quarantine-report.ts';
import { readReportedBatch, type StoredBatch } from './read-reported-batch.ts';
import { writeStatusFacts } from './write-status-facts.ts';

export type ReadReport = ArrivingReport &
  Content & {
    readonly reportId: string;
    readonly report: PaymentStatusReport;
    /** Of what it says, whatever the bytes. */
    readonly fingerprint: string;
  };

export async function takeReport(
  db: Queryable,
  office: Office,
  arrived: ReadReport,
): Promise<ReportOutcome> {
  const { report, permitted } = arrived;
  await lockMessage(db, report.originalMessageId);
  const batch = await readReportedBatch(db, report.originalMessageId);
  // Before anything else: that others sent this is none of a stranger's business.
  if (batch && permitted && !permitted.has(batch.legalEntity)) {
    return { kind: 'entity_forbidden', legalEntity: batch.legalEntity };
  }
  if (!batch) return quarantineReport(db, office, arrived, { reasons: [messageUnknown(report)] });
  const taken = await findTakenReport(db, report);
  if (taken?.fingerprint === arrived.fingerprint) return knownReport(db, arrived, batch, taken);
  const reasons = [...(taken ? [reportChanged(report)] : []), ...unsentDefects(batch)];
  if (reasons.length > 0) return quarantineReport(db, office, arrived, { batch, reasons });
  const applied = applyReport(batch, report);
  if (applied.kind === 'refused') {
    return quarantineReport(db, office, arrived, { batch, reasons: applied.defects });
  }
  return writeReport(db, office, arrived, { batch, facts: applied.facts });
}

type Taking = { readonly batch: StoredBatch; readonly facts: readonly StatusFact[] };

async function writeReport(
  db: Queryable,
  office: Office,
  arrived: ReadReport,
  { batch, facts }: Taking,
): Promise<ReportOutcome> {
  await insertStatusReport(db, arrived, { batch, status: 'taken', reasons: [] });
  const conflicted = await openConflicts(db, office.ids, arrived, { batch, facts });
  await writeStatusFacts(db, office.ids, arrived, { batch, facts: conflicted });
  await writeAuditEntry(db, {
    actor: arrived.applicationId,
    action: 'payment_report.taken',
    subject: { kind: 'transaction', id: batch.transactionId },
    legalEntity: batch.legalEntity,
    detail: {
      report: arrived.reportId,
      messageId: arrived.report.messageId,
      sha256: arrived.contentHash,
      ...countsOf(conflicted),
    },
    correlationId: arrived.correlationId,
  });
  return { kind: 'imported', report: { reportId: arrived.reportId, status: 'taken', reasons: [] } };
}

/** What the audit trail says of ten thousand transfers. */
function countsOf(facts: readonly ConflictedFact[]) {
  const counts: Record<string, number> = {};
  for (const { change } of facts) counts[change] = (counts[change] ?? 0) + 1;
  return { transfers: facts.length, ...counts };
}

async function knownReport(
  db: Queryable,
  arrived: ReadReport,
  { transactionId, legalEntity }: StoredBatch,
  { reportId }: TakenReport,
): Promise<ReportOutcome> {
  await writeAuditEntry(db, {
    actor: arrived.applicationId,
    action: 'payment_report.repeated',
    subject: { kind: 'transaction', id: transactionId },
    legalEntity,
    detail: {
      report: reportId,
      channel: arrived.channel,
      ...(arrived.name && { name: arrived.name }),
    },
    correlationId: arrived.correlationId,
  });
  await countPrevented(db, {
    kind: 'same_file',
    legalEntity,
    subject: { kind: 'transaction', id: transactionId },
  });
  return { kind: 'known', report: { reportId, status: 'taken', reasons: [] } };
}

function messageUnknown({ originalMessageId }: PaymentStatusReport): Defect {
  return {
    code: 'message_unknown',
    at: 'OrgnlGrpInfAndSts/OrgnlMsgId',
    detail:
      `The report is about message ${originalMessageId}, which Kontor did not send. It may be of ` +
      'payments that another program sent, or of the time that a restore lost.',
  };
}

function reportChanged({ messageId }: PaymentStatusReport): Defect {
  return {
    code: 'report_changed',
    at: 'GrpHdr/MsgId',
    detail: `The bank sent report ${messageId} before, and it said something else. Ask the bank.`,
  };
}

/** A bank cannot tell of what it never got: then our own books are in doubt, not the report. */
function unsentDefects({ number, transactionStatus }: StoredBatch): readonly Defect[] {
  const standing = UNSENT[transactionStatus];
  if (standing === undefined) return [];
  return [
    {
      code: 'batch_not_sent',
      at: 'OrgnlGrpInfAndSts/OrgnlMsgId',
      detail: `The bank reports on batch ${number}, which ${standing}.`,
    },
  ];
}

const UNSENT: Readonly<Record<string, string>> = {
  waiting: 'waits for approval here and was not sent, as far as Kontor knows',
  refused: 'ended here without being sent, as far as Kontor knows',
};

/** Also where no batch is there to be locked: of two copies at once, one is the repeat. */
async function lockMessage(db: Queryable, messageId: string): Promise<void> {
  await db.query({
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`payment-message ${messageId}`],
  });
}
