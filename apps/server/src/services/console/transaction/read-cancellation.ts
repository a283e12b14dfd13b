import type { ConsoleTransaction } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { readCancellable } from '../../cancellations/read-cancellable.ts';
import { systemOf, type Wording } from '../transactions/rows/to-row.ts';

/** What cancelling would do; undefined when it is too late, or nothing for anybody to cancel. */
export async function readCancellation(
  db: Queryable,
  wording: Wording,
  id: TransactionId,
  legalEntities: readonly string[],
): Promise<ConsoleTransaction['cancellation']> {
  const found = await readCancellable(db, wording, id, legalEntities);
  if (!found || found.obstacle) return undefined;
  const { connection, exception } = found;
  const system = connection === undefined ? undefined : systemOf(connection, wording);
  return {
    sentences: [
      'Nothing of it was sent to any system. It ends here, without effect.',
      ...(system === undefined
        ? []
        : [`It leaves the line before ${system}; what stands behind it moves up.`]),
      ...(exception === undefined ? [] : ['What a person is asked about it is answered by this.']),
      'Its number may be handed over again.',
      'Should it be sent before you confirm, nothing is cancelled, and you are told where it is.',
    ],
  };
}
