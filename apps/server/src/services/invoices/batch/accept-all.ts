/**
 * Atomic: all lines or none. First every line is checked and only its bytes are kept, because
 * parsed invoices need many times the room; when nothing is wrong, they are read again, group by
 * group, into one database transaction.
 */

import type { CustomerInvoice } from '@kontor/canon';
import type { StartGroups } from '@kontor/engine';
import { present } from '@kontor/kernel';
import type {
  InvoiceBatchOutcome,
  NewInvoiceBatch,
} from '../../../gateway/invoice-batch-services.ts';
import type { KeyedCall } from '../../../gateway/services.ts';
import { GROUP_MAX, type BatchDesk } from './batch-desk.ts';
import { openBatchRecord, type BatchRecord, type LinePlace } from './batch-record.ts';
import { lineCheck, startLine } from './check-line.ts';
import { tellOfGroup, toTold, type Told } from './tell-of-group.ts';

export async function acceptAll(
  desk: BatchDesk,
  call: KeyedCall,
  { lines, failure }: Pick<NewInvoiceBatch, 'lines' | 'failure'>,
): Promise<InvoiceBatchOutcome> {
  const check = lineCheck(desk, call);
  const record = openBatchRecord();
  const kept: KeptLine[] = [];
  for await (const line of lines) {
    const place = record.note(check(line));
    if (place.problem || line.kind === 'refused') continue;
    kept.push({ place, bytes: line.bytes, fingerprint: line.fingerprint });
  }
  if (failure() !== undefined) return { kind: 'broken_off' };
  const refused = record.refused();
  if (refused.length > 0) return { kind: 'refused', lines: record.lines, refused };
  return writeAll(desk, call, { kept, record });
}

/** A line that nothing is wrong with. */
type KeptLine = {
  readonly place: LinePlace;
  readonly bytes: Buffer;
  readonly fingerprint: string;
};

async function writeAll(
  desk: BatchDesk,
  call: KeyedCall,
  { kept, record }: { readonly kept: readonly KeptLine[]; readonly record: BatchRecord },
): Promise<InvoiceBatchOutcome> {
  let starts: Told[] = [];

  async function* groups(): StartGroups {
    starts = [];
    for (let from = 0; from < kept.length; from += GROUP_MAX) {
      await desk.giveWay();
      const group = kept.slice(from, from + GROUP_MAX).map(({ bytes, fingerprint }) => {
        const invoice = JSON.parse(bytes.toString('utf8')) as CustomerInvoice;
        return startLine(desk, call, { invoice, fingerprint });
      });
      starts.push(...group.map(toTold));
      yield group;
    }
  }

  const { kind, outcomes } = await desk.store.acceptTogether(groups);
  const met = kept.map(({ place }, index) => {
    const outcome = present(outcomes[index], 'every start is answered');
    const told = present(starts[index], 'every line was started');
    record.settle(place, outcome, told.transactionId);
    return { told, outcome };
  });
  if (kind === 'refused') {
    return { kind: 'refused', lines: record.lines, refused: record.refused() };
  }
  await tellOfGroup(desk, met);
  return { kind: 'worked', result: record.toBatch('atomic') };
}
