/**
 * Partial: every line that can be accepted is. Lines are read while those before them are being
 * written, a group at a time and one group after another, so that lines of one customer stay in
 * their order and a batch needs no more memory than two groups and its outcomes.
 */

import type { NewTransaction } from '@kontor/engine';
import { present } from '@kontor/kernel';
import type { NewInvoiceBatch } from '../../../gateway/invoice-batch-services.ts';
import type { KeyedCall } from '../../../gateway/services.ts';
import { GROUP_MAX, type BatchDesk } from './batch-desk.ts';
import { openBatchRecord, type BatchRecord, type LinePlace } from './batch-record.ts';
import { lineCheck, startLine } from './check-line.ts';
import { tellOfGroup, toTold } from './tell-of-group.ts';

export async function acceptEach(
  desk: BatchDesk,
  call: KeyedCall,
  { lines }: Pick<NewInvoiceBatch, 'lines'>,
): Promise<BatchRecord> {
  const check = lineCheck(desk, call);
  const record = openBatchRecord();
  let group: StartedLine[] = [];
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const line of lines) {
      const place = record.note(check(line));
      if (place.problem || line.kind === 'refused') continue;
      const { value: invoice, fingerprint } = line;
      group.push({ place, start: startLine(desk, call, { invoice, fingerprint }) });
      if (group.length < GROUP_MAX) continue;
      await writing;
      writing = writeGroup(desk, record, group);
      // Heard of when it is waited for, here or in the end.
      void writing.catch(() => {});
      group = [];
    }
  } finally {
    await writing;
  }
  await writeGroup(desk, record, group);
  return record;
}

type StartedLine = { readonly place: LinePlace; readonly start: NewTransaction };

async function writeGroup(
  desk: BatchDesk,
  record: BatchRecord,
  group: readonly StartedLine[],
): Promise<void> {
  if (group.length === 0) return;
  await desk.giveWay();
  const outcomes = await desk.store.acceptTransactions(group.map(({ start }) => start));
  const met = group.map(({ place, start }, index) => {
    const outcome = present(outcomes[index], 'every start of a group is answered');
    record.settle(place, outcome, start.transaction.transactionId);
    return { told: toTold(start), outcome };
  });
  await tellOfGroup(desk, met);
}
