/**
 * Take in a bank file through the API, once per key. The content decides first: the same bytes are
 * taken in once under whatever key, so the key only has to remember which file it stood for.
 */

import type { BankFile } from '@kontor/contracts';
import { findBankFile, importBankFile, type Office } from '@kontor/reconciliation';
import { present, unreachable } from '@kontor/kernel';
import type { BankFileOutcome, FileContent, StreamedCall } from '../../gateway/services.ts';
import { findKey } from '../idempotency/find-key.ts';
import { insertKey } from '../idempotency/insert-key.ts';

export async function receiveFile(
  office: Office,
  call: StreamedCall,
  { bytes }: FileContent,
): Promise<BankFileOutcome> {
  const { actor, idempotency } = call;
  const key = { ...idempotency, applicationId: actor.application };
  const earlier = await findKey(office.pool, key);
  if (earlier) {
    for await (const _chunk of bytes); // the fingerprint needs the whole content
    if (earlier.fingerprint !== idempotency.fingerprint()) return { kind: 'reused' };
    return { kind: 'replayed', result: earlier.reply as BankFile, progress: 'read' };
  }
  const permitted = actor.legalEntities;
  const outcome = await importBankFile(office, {
    source: bytes,
    channel: 'api',
    applicationId: actor.application,
    correlationId: call.correlationId,
    answerable: present([...permitted][0], 'a token names a legal entity'),
    permitted,
  });
  switch (outcome.kind) {
    case 'not_a_bank_file':
      return { kind: 'unacceptable', errors: outcome.defects };
    case 'entity_forbidden':
      return outcome;
    case 'known':
    case 'imported': {
      const result = present(
        await findBankFile(office.pool, { id: outcome.file.bankFileId, permitted }),
        'what was taken in can be read by its sender',
      );
      if (outcome.kind === 'known') return { kind: 'known', result };
      await insertKey(office.pool, {
        ...key,
        fingerprint: idempotency.fingerprint(),
        reply: result,
      });
      return { kind: 'accepted', result, progress: 'read' };
    }
    default:
      return unreachable(outcome);
  }
}
