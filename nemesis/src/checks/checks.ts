/** Every check, one line each; the slowest come first, so that none is left alone in the end. */

import type { Check } from '../check.ts';
import { killBackends } from './kill-backends.ts';
import { killTheApi } from './kill-the-api.ts';
import { killWorkers } from './kill-workers.ts';
import { loseReplies } from './lose-replies.ts';
import { pausePastTheLease } from './pause-past-the-lease.ts';
import { stopPostgresAtOnce } from './stop-postgres-at-once.ts';

export const CHECKS: readonly Check[] = [
  killWorkers,
  killTheApi,
  pausePastTheLease,
  stopPostgresAtOnce,
  killBackends,
  loseReplies,
];
