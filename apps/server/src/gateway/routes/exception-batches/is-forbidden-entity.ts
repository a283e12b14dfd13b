import type { BatchChoice } from '../../batch-services.ts';
import type { Call } from '../../services.ts';

/** As with the filters of a list: who may not see a legal entity is told so, not shown nothing. */
export function isForbiddenEntity(
  { actor }: Call,
  { filter }: Pick<BatchChoice, 'filter'>,
): boolean {
  return filter.legalEntity !== undefined && !actor.legalEntities.has(filter.legalEntity);
}
