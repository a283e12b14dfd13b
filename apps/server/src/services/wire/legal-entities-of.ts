import type { Call } from '../../gateway/services.ts';

/** For `= any($)`: the legal entities that the caller may see, in the statement itself. */
export function legalEntitiesOf({ actor }: Call): readonly string[] {
  return [...actor.legalEntities];
}
