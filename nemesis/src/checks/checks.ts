/** Every check, one line each; the slowest come first, so that none is left alone in the end. */

import type { Check } from '../check.ts';
import { batchWithInvalidLines } from './batch-with-invalid-lines.ts';
import { blockTheEventLoop } from './block-the-event-loop.ts';
import { failAtRandom } from './fail-at-random.ts';
import { replayTwice } from './replay-twice.ts';
import { restoreAnOlderBackup } from './restore-an-older-backup.ts';
import { throwInOurCode } from './throw-in-our-code.ts';
import { cancelWhileSending } from './cancel-while-sending.ts';
import { crashBeforeTheAnswer } from './crash-before-the-answer.ts';
import { exhaustThePool } from './exhaust-the-pool.ts';
import { hangAConnector } from './hang-a-connector.ts';
import { killBackends } from './kill-backends.ts';
import { killTheApi } from './kill-the-api.ts';
import { killWorkers } from './kill-workers.ts';
import { lookUpThatLags } from './look-up-that-lags.ts';
import { loseRaces } from './lose-races.ts';
import { loseReplies } from './lose-replies.ts';
import { partWorkerAndDatabase } from './part-worker-and-database.ts';
import { pausePastTheLease } from './pause-past-the-lease.ts';
import { repeatAKey } from './repeat-a-key.ts';
import { returnAfterAnOutage } from './return-after-an-outage.ts';
import { rollOver } from './roll-over.ts';
import { statusesOutOfOrder } from './statuses-out-of-order.ts';
import { stopPostgresAtOnce } from './stop-postgres-at-once.ts';
import { systemThatCannotBeAsked } from './system-that-cannot-be-asked.ts';
import { takeBackUnderKills } from './take-back-under-kills.ts';
import { terminateUnderLoad } from './terminate-under-load.ts';

export const CHECKS: readonly Check[] = [
  killWorkers,
  lookUpThatLags,
  systemThatCannotBeAsked,
  partWorkerAndDatabase,
  pausePastTheLease,
  takeBackUnderKills,
  killTheApi,
  stopPostgresAtOnce,
  killBackends,
  loseReplies,
  returnAfterAnOutage,
  blockTheEventLoop,
  batchWithInvalidLines,
  failAtRandom,
  throwInOurCode,
  restoreAnOlderBackup,
  terminateUnderLoad,
  replayTwice,
  cancelWhileSending,
  statusesOutOfOrder,
  loseRaces,
  hangAConnector,
  crashBeforeTheAnswer,
  repeatAKey,
  exhaustThePool,
  rollOver,
];
