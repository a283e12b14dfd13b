/** Legal entities and their fiscal periods. */

import type pg from 'pg';
import type { Companies } from '../../gateway/services.ts';
import { listLegalEntities } from './list-legal-entities.ts';
import { listPeriods } from './list-periods.ts';
import { putPeriod } from './put-period.ts';

export type CompaniesOptions = {
  readonly pool: pg.Pool;
  /** Has the checks of this process know what was just changed. */
  readonly refreshReferenceData: () => Promise<void>;
};

export function companiesService({ pool, refreshReferenceData }: CompaniesOptions): Companies {
  return {
    list: (call) => listLegalEntities(pool, call),
    listPeriods: (call, code) => listPeriods(pool, call, code),
    async putPeriod(call, change) {
      const outcome = await putPeriod(pool, call, change);
      if (outcome.kind === 'found') await refreshReferenceData();
      return outcome;
    },
  };
}
