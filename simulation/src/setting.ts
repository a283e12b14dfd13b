/** The size and shape of a run, drawn by its seed: machines, documents, what systems declare. */

import type { Dice } from './world/dice.ts';
import type { SystemTraits } from './world/simulated-system.ts';

export type Setting = {
  readonly machines: number;
  readonly documents: number;
  /** Lanes that one queue works on at a time. */
  readonly concurrency: number;
  /** How long there are faults; then everything has to drain. */
  readonly faultsMs: number;
  /** Share of documents that a second key sends again. */
  readonly sentTwice: number;
  /** Share of finished transactions that somebody takes back. */
  readonly takesBack: number;
  /** How often somebody who looks cancels something. */
  readonly cancels: number;
  readonly systems: Readonly<Record<string, SystemTraits>>;
};

export function drawSetting(dice: Dice): Setting {
  return {
    machines: dice.whole('setting', 1, 3),
    documents: dice.whole('setting', 3, 14),
    concurrency: dice.whole('setting', 1, 4),
    faultsMs: dice.between('setting', 60_000, 300_000),
    sentTwice: dice.oneOf('setting', [0, 0.2]),
    takesBack: dice.oneOf('setting', [0, 0.2]),
    cancels: dice.oneOf('cancels', [0, 0, 0.1, 0.5]),
    systems: {
      ledger: drawTraits(dice, ['look-up', 'look-up', 'native-key']),
      receivables: drawTraits(dice, ['native-key', 'look-up', 'none']),
      crm: drawTraits(dice, ['native-key', 'look-up', 'none']),
    },
  };
}

function drawTraits(
  dice: Dice,
  kinds: readonly [SystemTraits['idempotency'], ...SystemTraits['idempotency'][]],
): SystemTraits {
  const idempotency = dice.oneOf('traits', kinds);
  return { idempotency, visibleAfterMs: dice.oneOf('traits', VISIBLE_AFTER_MS) };
}

const VISIBLE_AFTER_MS = [0, 2_000, 10_000, 45_000] as const;
