/**
 * Whether a batch was given to the bank, and whether a batch of that number was, under whatever
 * reference. Nothing is sent here, and what was only prepared counts as absent: sending it again
 * does the last step.
 */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PaymentBatchSending } from '@kontor/canon';
import type { ConnectorContext, LookUpOutcome, RecogniseOutcome } from '@kontor/connector-sdk';
import type { BankFilesConfig } from '../config.ts';
import { faultCode, unless } from './file-fault.ts';
import { findInFolders } from './find-in-folders.ts';
import { isReported } from './find-status-report.ts';
import { HANDED_OVER, hasMemory, readRecord, readRecords } from './hand-over-record.ts';
import { confirmedFile, contentOf, toPaymentFile, type PaymentFile } from './payment-file.ts';
import { syncFolder } from './write-durably.ts';

type Context = Pick<ConnectorContext<BankFilesConfig>, 'config'>;

export async function lookUpPaymentBatch(
  sending: PaymentBatchSending,
  { config }: Context,
): Promise<LookUpOutcome> {
  const file = toPaymentFile(sending);
  if ('kind' in file) return { kind: 'absent' }; // it cannot have been sent
  return lookUpFile(file, config).catch(toUnknown);
}

/** After a restore: the record of the same batch may lie there under a reference that is lost. */
export async function recognisePaymentBatch(
  sending: PaymentBatchSending,
  { config }: Context,
): Promise<RecogniseOutcome> {
  const file = toPaymentFile(sending);
  if ('kind' in file) return { kind: 'absent' };
  const own = await lookUpFile(file, config).catch(toUnknown);
  if (own.kind !== 'absent') return own;
  return recogniseByNumber(sending, config).catch(toUnknown);
}

async function lookUpFile(file: PaymentFile, config: BankFilesConfig): Promise<LookUpOutcome> {
  const { outboxFolder: outbox, reportsFolder } = config;
  if (!(await hasMemory(outbox))) return NO_MEMORY;
  const record = await readRecord(outbox, file.name);
  if (record === 'unreadable') return unknown(`The record of ${file.name} cannot be read.`);
  const known = record ?? (await findInFolders(config, file.name));
  if (known) {
    if (known.sha256 !== file.sha256) return unknown(`${file.name} was given with other bytes.`);
    if (record?.temporary !== undefined && (await isThere(join(outbox, record.temporary)))) {
      return { kind: 'absent' };
    }
    await syncFolder(outbox); // what is confirmed survives a power cut
    return confirmedFile(file);
  }
  if (reportsFolder === undefined) return { kind: 'absent' };
  const hasAnswer = await isReported(reportsFolder, file.messageId);
  return hasAnswer ? confirmedFile(file) : { kind: 'absent' };
}

async function recogniseByNumber(
  sending: PaymentBatchSending,
  { outboxFolder: outbox }: BankFilesConfig,
): Promise<RecogniseOutcome> {
  const content = contentOf(sending);
  for await (const record of readRecords(outbox)) {
    if (record === undefined) continue;
    if (record === 'unreadable') return unknown(`A record in ${HANDED_OVER} cannot be read.`);
    const isOther = record.legalEntity !== sending.legalEntity || record.number !== sending.number;
    if (isOther || record.reference === sending.reference) continue;
    const { temporary } = record;
    if (temporary !== undefined && (await isThere(join(outbox, temporary)))) {
      const detail = `${record.name} has the same number and was prepared, not handed over.`;
      return { kind: 'differs', detail };
    }
    if (record.content === content) return confirmedFile(record);
    const detail = `The bank was given another batch ${record.number}, as ${record.name}.`;
    return { kind: 'differs', detail };
  }
  return { kind: 'absent' };
}

async function isThere(path: string): Promise<boolean> {
  const found = await stat(path).catch(unless('ENOENT', undefined));
  return found !== undefined;
}

function toUnknown(fault: unknown): LookUpOutcome & { readonly kind: 'unknown' } {
  const code = faultCode(fault);
  if (code === undefined) throw fault;
  return unknown(`The outbox answers ${code}.`);
}

function unknown(detail: string): { readonly kind: 'unknown'; readonly detail: string } {
  return { kind: 'unknown', detail };
}

/** An empty folder in place of the real one would make everything absent. */
const NO_MEMORY = unknown(`The outbox has no folder ${HANDED_OVER}: it may not be mounted.`);
