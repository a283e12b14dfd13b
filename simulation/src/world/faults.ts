/**
 * Which faults a run has, and how strong. A swarm: each seed switches some on and leaves others
 * out, because a fault that is always on hides what only happens without it.
 */

import type { Dice } from './dice.ts';
import type { History } from './history.ts';

export type Fault = keyof typeof STRONGEST;

/** The probability of each per opportunity; absent is off. */
export type FaultPlan = { readonly [Kind in Fault]?: number };

export type Faults = {
  /** Whether the fault strikes at this opportunity; noted when it does. */
  strikes(kind: Fault, detail?: string): boolean;
  /** From now on nothing fails any more. */
  cease(): void;
};

export function drawFaultPlan(dice: Dice): FaultPlan {
  const density = dice.between('swarm', 0.15, 0.75);
  const plan: { [Kind in Fault]?: number } = {};
  for (const kind of FAULTS) {
    if (!dice.chance('swarm', density)) continue;
    const [weakest, strongest] = STRONGEST[kind];
    plan[kind] = dice.skewed('swarm', weakest, strongest);
  }
  return plan;
}

export function faultsOf(plan: FaultPlan, dice: Dice, history: History): Faults {
  let areOn = true;
  return {
    strikes(kind, detail) {
      const probability = plan[kind];
      if (!areOn || probability === undefined || !dice.chance(kind, probability)) return false;
      history.count(kind);
      history.note(() => `fault ${kind}${detail === undefined ? '' : ` ${detail}`}`);
      return true;
    },
    cease() {
      areOn = false;
    },
  };
}

/** From the weakest to the strongest that a seed may draw, each per opportunity. */
const STRONGEST = {
  /** A process dies at an await: everything it held in memory is gone. */
  crash: [0.001, 0.02],
  /** A process stands still, often for longer than its lease. */
  pause: [0.001, 0.02],
  /** A process's wall clock jumps; its monotonic one does not. */
  clockJump: [0.002, 0.05],
  /** A request never reaches the system. */
  lostRequest: [0.01, 0.25],
  /** The system did it and its reply is lost. */
  lostReply: [0.01, 0.25],
  /** The reply comes when nobody waits for it any more. */
  lateReply: [0.01, 0.25],
  /** A system that recognises our reference receives the same request twice. */
  duplicateRequest: [0.01, 0.3],
  /** Requests of different lanes overtake each other on the way. */
  reordering: [0.05, 0.6],
  /** It takes nearly as long as its time-out and its delay of visibility allow. */
  slowSystem: [0.02, 0.5],
  /** It takes the request, answers nothing and does nothing. */
  systemSwallows: [0.01, 0.2],
  /** It books one request twice, by a fault of its own. */
  systemDoubles: [0.01, 0.1],
  /** 503: it took nothing. */
  unavailable: [0.01, 0.4],
  /** Somebody works on the record there: it took nothing. */
  locked: [0.01, 0.4],
  /** It understands and refuses. */
  refusal: [0.01, 0.2],
  /** A look-up fails or is not answered. */
  unclearLookUp: [0.02, 0.4],
  /** 40001 that outlived its repetitions. */
  serializationFailure: [0.005, 0.1],
  /** 40P01, likewise. */
  deadlock: [0.005, 0.1],
  /** The connection to the store breaks before the commit. */
  disconnectBefore: [0.005, 0.1],
  /** It breaks after the commit: done, and nobody was told. */
  disconnectAfter: [0.005, 0.1],
  slowStore: [0.01, 0.2],
  /** Somebody pauses a connection for a while. */
  connectionPaused: [0.02, 0.3],
  /** A caller gives up waiting and asks again with the same key. */
  impatience: [0.05, 0.6],
  /** A caller sends one request twice at once. */
  doubleClick: [0.05, 0.5],
  /** The calendar says that nothing is sent for up to a minute. */
  freezeWindow: [0.05, 0.6],
  /** Somebody pauses a process for a while, everywhere or at one connection. */
  processPaused: [0.02, 0.3],
  /** Somebody says that a process is more or less urgent than it was. */
  priorityChanged: [0.05, 0.5],
} as const satisfies Record<string, readonly [number, number]>;

export const FAULTS = Object.keys(STRONGEST) as readonly Fault[];
