import type { DocumentVersion } from '@kontor/contracts';
import { readInputVersions, readTransaction } from '@kontor/engine';
import { changesBetween, type TransactionId } from '@kontor/kernel';
import type { Absent, Call, Found } from '../../gateway/services.ts';
import { maskValues } from '../wire/mask-values.ts';
import type { CorrectionsOptions } from './corrections-service.ts';
import { toFieldChanges } from './to-field-changes.ts';

/** Every version of a document with what is different in it, oldest first. */
export async function listVersions(
  { pool }: CorrectionsOptions,
  { actor }: Call,
  id: TransactionId,
): Promise<Found<readonly DocumentVersion[]> | Absent> {
  const transaction = await readTransaction(pool, id);
  if (!transaction || !actor.legalEntities.has(transaction.legalEntity)) return { kind: 'absent' };
  const versions = await readInputVersions(pool, id);
  const value = versions.map(({ version, at, by, reason, input }, place) => ({
    version,
    at,
    ...(by !== undefined && { by }),
    ...(reason !== undefined && { reason }),
    changes: place === 0 ? [] : toFieldChanges(changesBetween(versions[place - 1]?.input, input)),
    document: maskValues(input),
  }));
  return { kind: 'found', value };
}
