/** Every mistake that the simulation must catch: one line each. */

import { acknowledgeBeforeCommit } from './acknowledge-before-commit.ts';
import { believeAnEarlyNo } from './believe-an-early-no.ts';
import { cancelWhatIsLeased } from './cancel-what-is-leased.ts';
import { completeById } from './complete-by-id.ts';
import { dropTheOutboxRow } from './drop-the-outbox-row.ts';
import { endLeasesAtOnce } from './end-leases-at-once.ts';
import { endLeasesOfTheLiving } from './end-leases-of-the-living.ts';
import { forgetTheDoubt } from './forget-the-doubt.ts';
import { forgetTheKey } from './forget-the-key.ts';
import { forgetTheUndo } from './forget-the-undo.ts';
import { leaseBehindTheHead } from './lease-behind-the-head.ts';
import { leaseInAFreeze } from './lease-in-a-freeze.ts';
import { leaseTwice } from './lease-twice.ts';
import { leaseWhatIsHeld } from './lease-what-is-held.ts';
import { leaseWhatIsPaused } from './lease-what-is-paused.ts';
import type { PlantedBug } from './planted-bug.ts';
import { regenerateTheKey } from './regenerate-the-key.ts';
import { renewWhatWasLost } from './renew-what-was-lost.ts';
import { retryUnknownBlindly } from './retry-unknown-blindly.ts';
import { sendIntoAFreeze } from './send-into-a-freeze.ts';
import { skipTheAudit } from './skip-the-audit.ts';
import { skipTheFence } from './skip-the-fence.ts';

export const PLANTED_BUGS: readonly PlantedBug[] = [
  skipTheFence,
  acknowledgeBeforeCommit,
  regenerateTheKey,
  retryUnknownBlindly,
  completeById,
  leaseWhatIsHeld,
  leaseBehindTheHead,
  leaseTwice,
  dropTheOutboxRow,
  renewWhatWasLost,
  believeAnEarlyNo,
  forgetTheUndo,
  forgetTheDoubt,
  forgetTheKey,
  skipTheAudit,
  leaseInAFreeze,
  sendIntoAFreeze,
  leaseWhatIsPaused,
  cancelWhatIsLeased,
  endLeasesAtOnce,
  endLeasesOfTheLiving,
];
