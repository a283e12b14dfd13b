/** Legal entities and their fiscal periods. */

import type pg from 'pg';
import type { Companies } from '../../gateway/services.ts';
import { listLegalEntities } from './list-legal-entities.ts';
import { listPeriods } from './list-periods.ts';
import { putPeriod } from './put-period.ts';

export type CompaniesOptions = { readonly pool: pg.Pool };

export function companiesService({ pool }: CompaniesOptions): Companies {
  return {
    list: (call) => listLegalEntities(pool, call),
    listPeriods: (call, code) => listPeriods(pool, call, code),
    putPeriod: (call, change) => putPeriod(pool, call, change),
  };
}
