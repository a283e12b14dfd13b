/** Match booked entries as they come; at once while there are any, else a moment later. */

import { matchBankEntries, type MatchingOffice } from '@kontor/reconciliation';
import type { Duty } from './start-duties.ts';

export function matchReceipts(office: MatchingOffice): Duty {
  return async () => {
    const { matched, asked, returned, passed } = await matchBankEntries(office);
    return matched + asked + returned + passed > 0 ? 0 : REST_MS;
  };
}

/** How late a receipt may be matched when it is the first after a pause. */
const REST_MS = 500;
