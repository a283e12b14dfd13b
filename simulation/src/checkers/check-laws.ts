/** The law, read off the books and the ledgers when everything is at rest. One line per checker. */

import { checkAcknowledged } from './acknowledged.ts';
import { checkAudit } from './audit.ts';
import { checkBusinessKeys } from './business-keys.ts';
import { checkCancelled } from './cancelled.ts';
import { checkControlTotals } from './control-totals.ts';
import { checkDrained } from './drained.ts';
import { checkEffects } from './effects.ts';
import type { Evidence } from './evidence.ts';
import { checkEvents } from './events.ts';
import { checkLaneOrder } from './lane-order.ts';
import { checkStreams } from './streams.ts';
import { checkUndone } from './undone.ts';

const CHECKERS: readonly ((evidence: Evidence) => void)[] = [
  checkDrained,
  checkAcknowledged,
  checkBusinessKeys,
  checkEffects,
  checkCancelled,
  checkUndone,
  checkLaneOrder,
  checkControlTotals,
  checkAudit,
  checkEvents,
  checkStreams,
];

export function checkLaws(evidence: Evidence): void {
  for (const check of CHECKERS) check(evidence);
}
