/**
 * Takes in a payment status report of a bank (pain.002), whole or not at all. It says nothing new
 * when it comes again; it moves statuses forward, never back; and where it contradicts how a
 * transfer ended, the first end stays and a person is asked.
 */

import { createHash } from 'node:crypto';
import { readPain002 } from '@kontor/formats';
import type { Defect } from '@kontor/kernel';
import { inTransaction, type Queryable } from '@kontor/postgres';
import { digestSource } from '../import/digest-source.ts';
import type { Office } from '../import/import-bank-file.ts';
import { takeReport } from './take-report.ts';

export type ArrivingReport = {
  readonly source: AsyncIterable<Uint8Array>;
  readonly name?: string;
  readonly channel: 'api' | 'folder';
  readonly applicationId: string;
  readonly correlationId: string;
  /** Who is asked about a report on a message that we did not send. */
  readonly answerable: string;
  /** The legal entities that the sender may act for; absent when it may act for all. */
  readonly permitted?: ReadonlySet<string>;
  /** Runs in the transaction that takes the report. */
  readonly alongside?: (db: Queryable, outcome: ReportOutcome) => Promise<void>;
};

export type ReportOutcome =
  | { readonly kind: 'imported'; readonly report: ImportedReport }
  /** It was taken in before, or asks what a person is asked already. */
  | { readonly kind: 'known'; readonly report: ImportedReport }
  /** Nothing that can be read as a status report: nothing of it is kept. */
  | { readonly kind: 'not_a_report'; readonly defects: readonly Defect[] }
  /** It is about a batch of a legal entity that the sender may not act for: nothing is kept. */
  | { readonly kind: 'entity_forbidden'; readonly legalEntity: string };

export type ImportedReport = {
  readonly reportId: string;
  readonly status: 'taken' | 'quarantined';
  readonly reasons: readonly Defect[];
};

export async function importPaymentStatusReport(
  office: Office,
  arriving: ArrivingReport,
): Promise<ReportOutcome> {
  const digest = digestSource(arriving.source);
  const reading = await readPain002(digest.bytes);
  const content = await digest.finish();
  if (reading.kind === 'refused') return { kind: 'not_a_report', defects: reading.defects };
  const { report } = reading;
  const fingerprint = createHash('sha256').update(JSON.stringify(report)).digest('hex');
  const reportId = office.ids.next('PaymentStatusReportId');
  return inTransaction(office.pool, async (db) => {
    const outcome = await takeReport(db, office, {
      ...{ ...arriving, ...content },
      ...{ report, fingerprint, reportId },
    });
    await arriving.alongside?.(db, outcome);
    return outcome;
  });
}
