import type { ExceptionPane } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import type { Call } from '../../../gateway/services.ts';
import { readCorrectable } from '../../corrections/read-correctable.ts';
import type { ExceptionRow } from '../../exceptions/exception-row.ts';
import { legalEntitiesOf } from '../../wire/legal-entities-of.ts';
import type { ConsoleExceptionsOptions } from './console-exceptions-service.ts';

/**
 * Whether the document may be corrected by this person. Who may is given it as it is, unmasked: a
 * masked account number that is sent back would be the correction.
 */
export async function readCorrection(
  options: ConsoleExceptionsOptions,
  call: Call,
  { transaction_id, status, kind }: ExceptionRow,
): Promise<ExceptionPane['correction']> {
  const { permissions } = call.actor;
  if (transaction_id === null || status === 'resolved' || kind !== 'delivery') return undefined;
  if (!permissions.has('transactions:read')) return undefined;
  const id = transaction_id as TransactionId;
  const found = await readCorrectable(options.pool, options, id, legalEntitiesOf(call));
  if (!found?.definition.corrections) return undefined;
  const fixed = found.definition.corrections.fixed.map(({ at, why }) => ({ at, why }));
  if (found.obstacle !== undefined) return { possible: false, sentence: found.obstacle, fixed };
  if (!permissions.has('transactions:correct')) {
    return { possible: false, sentence: 'You may not correct documents.', fixed };
  }
  return {
    possible: true,
    sentence:
      'What the system refused can be corrected here. Everything is checked again, and it goes on ' +
      'under the same reference.',
    document: found.transaction.input,
    fixed,
  };
}
