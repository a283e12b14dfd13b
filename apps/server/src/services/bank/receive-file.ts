/**
 * Take in a bank file through the API, once per key. The content decides first: the same bytes are
 * taken in once under whatever key, so the key only has to remember which file it stood for. It is
 * kept in the transaction that settles the file: of two files under one key that arrive together,
 * one is taken in, and of the other nothing is left.
 */

import type { BankFile } from '@kontor/contracts';
import { findBankFile, importBankFile, type Office } from '@kontor/reconciliation';
import { present, unreachable } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { BankFileOutcome, FileContent, StreamedCall } from '../../gateway/services.ts';
import type { OnRepeat } from '../governance/prevented-in.ts';
import type { EarlierIntent } from '../idempotency/find-key.ts';
import { insertKey } from '../idempotency/insert-key.ts';
import { receiveOnce } from '../idempotency/receive-once.ts';
import type { Slots } from '../slots.ts';

export async function receiveFile(
  office: Office,
  call: StreamedCall,
  { bytes }: FileContent,
  { onRepeat, slots }: Receiving,
): Promise<BankFileOutcome> {
  return receiveOnce<BankFileOutcome>(call, bytes, {
    ...{ pool: office.pool, slots },
    takeIn: () => takeIn(office, call, bytes),
    answerAgain: (earlier) => answerAgain(earlier, call, onRepeat),
  });
}

export type Receiving = { readonly onRepeat: OnRepeat; readonly slots: Slots };

async function answerAgain(
  earlier: EarlierIntent,
  { idempotency }: StreamedCall,
  onRepeat: OnRepeat,
): Promise<BankFileOutcome> {
  if (earlier.fingerprint !== idempotency.fingerprint()) return { kind: 'reused' };
  const result = earlier.reply as BankFile;
  const [legalEntity] = result.legalEntities;
  const subject = { kind: 'bank-file', id: result.id } as const;
  if (legalEntity !== undefined) await onRepeat({ kind: 'same_key', legalEntity, subject });
  return { kind: 'replayed', result, progress: 'read' };
}

async function takeIn(
  office: Office,
  call: StreamedCall,
  source: FileContent['bytes'],
): Promise<BankFileOutcome> {
  const { actor, correlationId } = call;
  const permitted = actor.legalEntities;
  const read = async (db: Queryable, id: string) =>
    present(
      await findBankFile(db, { id, permitted }),
      'what was taken in can be read by its sender',
    );
  let reply: BankFile | undefined;
  const outcome = await importBankFile(office, {
    source,
    channel: 'api',
    applicationId: actor.application,
    correlationId,
    answerable: present([...permitted][0], 'a token names a legal entity'),
    permitted,
    alongside: async (db, settled) => {
      if (settled.kind !== 'imported') return;
      reply = await read(db, settled.file.bankFileId);
      await keep(db, call, reply);
    },
  });
  switch (outcome.kind) {
    case 'not_a_bank_file':
      return { kind: 'unacceptable', errors: outcome.defects };
    case 'entity_forbidden':
      return outcome;
    case 'known':
      return { kind: 'known', result: await read(office.pool, outcome.file.bankFileId) };
    case 'imported': {
      const result = present(reply, 'the reply was kept with the file');
      return { kind: 'accepted', result, progress: 'read' };
    }
    default:
      return unreachable(outcome);
  }
}

async function keep(db: Queryable, call: StreamedCall, reply: BankFile): Promise<void> {
  const { key, operation, fingerprint } = call.idempotency;
  const applicationId = call.actor.application;
  await insertKey(db, { applicationId, key, operation, fingerprint: fingerprint(), reply });
}
