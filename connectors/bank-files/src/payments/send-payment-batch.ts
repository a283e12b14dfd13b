/**
 * `paymentBatch.send`: puts the batch into the bank's outbox as pain.001, exactly once.
 *
 *   temporary file, synced ─▶ record, synced ─▶ rename: the bank may take it ─▶ folder synced
 *
 * The rename is the only step that the bank sees, and each temporary file can be renamed once. So
 * however often it is asked, by however many workers, and wherever it dies, one file goes out: a
 * repeat finds the record, and the temporary file that it names or not.
 */

import { readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { PaymentBatchSending } from '@kontor/canon';
import type { ConnectorContext, DeliveryOutcome, Rejected } from '@kontor/connector-sdk';
import { currency, fromDecimal, present, sum, toDecimal } from '@kontor/kernel';
import type { BankFilesConfig } from '../config.ts';
import { faultCode, retryableFault, unless } from './file-fault.ts';
import { findInFolders } from './find-in-folders.ts';
import {
  HANDED_OVER,
  hasMemory,
  keepRecord,
  readRecord,
  syncRecords,
  writeRecord,
  type HandOverRecord,
  type RecordReading,
} from './hand-over-record.ts';
import { confirmedFile, contentOf, toPaymentFile, type PaymentFile } from './payment-file.ts';
import { syncFolder, writeDurably } from './write-durably.ts';

type Context = Pick<ConnectorContext<BankFilesConfig>, 'config' | 'clock'>;

export async function sendPaymentBatch(
  sending: PaymentBatchSending,
  context: Context,
): Promise<DeliveryOutcome> {
  const file = toPaymentFile(sending);
  if ('kind' in file) return file;
  const prepared = await prepare(file, sending, context).catch((fault: unknown) => {
    const retryable = retryableFault(fault);
    if (retryable === undefined) throw fault;
    return retryable;
  });
  if (prepared === undefined || prepared === 'unreadable') return unreadable(file);
  return 'kind' in prepared ? prepared : finish(file, prepared, context);
}

/** Up to here the bank sees nothing of ours: whatever goes wrong, nothing was sent. */
async function prepare(
  file: PaymentFile,
  sending: PaymentBatchSending,
  { config, clock }: Context,
): Promise<RecordReading | DeliveryOutcome> {
  const { outboxFolder: outbox } = config;
  const { name, bytes } = file;
  if (!(await hasMemory(outbox))) return NO_MEMORY;
  const known = await readRecord(outbox, name);
  if (known) return known;
  const record = { ...toRecord(file, sending), at: clock.now() };
  // Files without a record are there when `handed-over` was emptied, or somebody put one back.
  const found = await findInFolders(config, name);
  if (found) {
    if (found.sha256 !== file.sha256) return differs(file);
    return keepRecord(outbox, { name, written: await writeRecord(outbox, record) });
  }
  const temporary = await writeDurably({ folder: outbox, name, bytes });
  const takeAway = () => unlink(join(outbox, temporary)).catch(() => {});
  const written = await writeRecord(outbox, { ...record, temporary }).catch(
    async (fault: unknown) => {
      await takeAway();
      throw fault;
    },
  );
  // What a record may name is never taken away: that it is gone means that the bank has it.
  const kept = await keepRecord(outbox, { name, written });
  if (kept === undefined || kept === 'unreadable') return kept;
  if (kept.temporary !== temporary) await takeAway();
  return kept;
}

/** From here on it may have been sent: what is not certain is looked up. */
async function finish(
  file: PaymentFile,
  record: HandOverRecord,
  { config: { outboxFolder: outbox } }: Context,
): Promise<DeliveryOutcome> {
  if (record.sha256 !== file.sha256) return differs(file);
  try {
    await syncRecords(outbox);
    if (record.temporary !== undefined) {
      const [from, to] = [join(outbox, record.temporary), join(outbox, record.name)];
      // It has its name already, or had it until the bank took it.
      await rename(from, to).catch(unless('ENOENT', undefined));
    }
    await syncFolder(outbox);
    await sweep(outbox, record).catch(() => {}); // the next one sweeps, too
    return confirmedFile(file);
  } catch (fault) {
    const code = faultCode(fault);
    if (code === undefined) throw fault;
    return { kind: 'unknown', detail: `The outbox answered ${code} when the file got its name.` };
  }
}

/** What workers that died had written: the record names another, so none of it is ever sent. */
async function sweep(outbox: string, { name, temporary }: HandOverRecord): Promise<void> {
  for (const entry of await readdir(outbox)) {
    const isLeft = entry.startsWith(`${name}.`) && entry.endsWith('.tmp') && entry !== temporary;
    if (isLeft) await unlink(join(outbox, entry));
  }
}

function toRecord(file: PaymentFile, sending: PaymentBatchSending): Omit<HandOverRecord, 'at'> {
  const { name, messageId, sha256 } = file;
  const { reference, legalEntity, number, transfers } = sending;
  const code = currency(sending.currency);
  const amounts = transfers.map(({ amount }) =>
    present(fromDecimal(amount, code), 'what was written has exact amounts'),
  );
  return {
    ...{ name, messageId, sha256, reference, legalEntity, number },
    amount: toDecimal(sum(amounts, code)),
    currency: sending.currency,
    content: contentOf(sending),
  };
}

function differs({ name }: PaymentFile): Rejected {
  return {
    kind: 'rejected',
    reason: 'duplicate',
    vendorCode: 'not_sent/file_differs',
    vendorText: `The bank was given ${name} with other bytes. Nothing was sent.`,
  };
}

function unreadable({ name }: PaymentFile): DeliveryOutcome {
  return { kind: 'unknown', detail: `The record of ${name} in ${HANDED_OVER} cannot be read.` };
}

const NO_MEMORY: DeliveryOutcome = {
  kind: 'retryable',
  cause: 'unreachable',
  detail:
    `Nothing was sent: the outbox has no folder ${HANDED_OVER}. It is not mounted, or was never ` +
    'prepared: the folder is made by hand, once.',
};
