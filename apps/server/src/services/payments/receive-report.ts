/**
 * Take in a payment status report through the API, once per key. What it says decides first: the
 * same report is taken once under whatever key, so the key only has to remember which one it stood
 * for; it is kept in the database transaction that takes the report.
 */

import type { PaymentStatusReportView } from '@kontor/contracts';
import { present, unreachable } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { findStatusReport, importPaymentStatusReport, type Office } from '@kontor/reconciliation';
import type { StatusReportOutcome } from '../../gateway/payments-services.ts';
import type { FileContent, StreamedCall } from '../../gateway/services.ts';
import type { Receiving } from '../bank/receive-file.ts';
import type { EarlierIntent } from '../idempotency/find-key.ts';
import { insertKey } from '../idempotency/insert-key.ts';
import { receiveOnce } from '../idempotency/receive-once.ts';

export async function receiveReport(
  office: Office,
  call: StreamedCall,
  { bytes }: FileContent,
  { slots }: Pick<Receiving, 'slots'>,
): Promise<StatusReportOutcome> {
  return receiveOnce<StatusReportOutcome>(call, bytes, {
    ...{ pool: office.pool, slots },
    takeIn: () => takeIn(office, call, bytes),
    answerAgain: (earlier) => answerAgain(earlier, call),
  });
}

function answerAgain(earlier: EarlierIntent, { idempotency }: StreamedCall): StatusReportOutcome {
  if (earlier.fingerprint !== idempotency.fingerprint()) return { kind: 'reused' };
  return { kind: 'replayed', result: earlier.reply as PaymentStatusReportView };
}

async function takeIn(
  office: Office,
  call: StreamedCall,
  source: FileContent['bytes'],
): Promise<StatusReportOutcome> {
  const { actor, correlationId } = call;
  const permitted = actor.legalEntities;
  const read = async (db: Queryable, id: string) =>
    present(await findStatusReport(db, { id, permitted }), 'what was taken can be read');
  let reply: PaymentStatusReportView | undefined;
  const outcome = await importPaymentStatusReport(office, {
    source,
    channel: 'api',
    applicationId: actor.application,
    correlationId,
    answerable: present([...permitted][0], 'a token names a legal entity'),
    permitted,
    alongside: async (db, settled) => {
      if (settled.kind !== 'imported') return;
      reply = await read(db, settled.report.reportId);
      const { key, operation, fingerprint } = call.idempotency;
      const applicationId = actor.application;
      await insertKey(db, { applicationId, key, operation, fingerprint: fingerprint(), reply });
    },
  });
  switch (outcome.kind) {
    case 'not_a_report':
      return { kind: 'unacceptable', errors: outcome.defects };
    case 'entity_forbidden':
      return outcome;
    case 'known':
      return { kind: 'known', result: await read(office.pool, outcome.report.reportId) };
    case 'imported':
      return { kind: 'accepted', result: present(reply, 'the reply was kept with the report') };
    default:
      return unreachable(outcome);
  }
}
