/**
 * The network between a process and a system. Requests and replies take time, get lost, come twice
 * or too late; a caller that hears nothing until its time-out says that it does not know.
 */

import type { DeliveryOutcome, LookUpOutcome } from '@kontor/connector-sdk';
import type { Effect, Effects } from '@kontor/engine';
import type { EffectRequest } from '../documents/processes.ts';
import type { Dice } from './dice.ts';
import type { Faults } from './faults.ts';
import type { History } from './history.ts';
import type { Life } from './host.ts';
import type { Scheduler } from './scheduler.ts';
import { TIMEOUT_MS, type SimulatedSystem } from './simulated-system.ts';

export type LinkOptions = {
  readonly life: Life;
  readonly system: SimulatedSystem;
  /** Whether the calendar of its connection says that nothing is sent now. */
  readonly isFrozen: () => boolean;
  readonly scheduler: Scheduler;
  readonly dice: Dice;
  readonly faults: Faults;
  readonly history: History;
};

export function effectLink(options: LinkOptions): Effects {
  const { idempotency, visibleAfterMs } = options.system.traits;
  const submit: Effect['submit'] = async (input) => ({
    outcome: await send(options, input as EffectRequest),
    exchanges: [],
  });
  const effect: Effect =
    idempotency === 'look-up'
      ? {
          idempotency,
          visibleAfterMs,
          submit,
          lookUp: async (input) => ({
            outcome: await ask(options, input as EffectRequest),
            exchanges: [],
          }),
        }
      : { idempotency, submit };
  return () => effect;
}

function send(options: LinkOptions, request: EffectRequest): Promise<DeliveryOutcome> {
  const { life, system, scheduler, dice, faults, history } = options;
  const sentMs = scheduler.nowMs();
  if (options.isFrozen()) history.violated(FREEZE, `${life.name} sent ${request.reference}`);
  history.note(
    () => `${life.name} sends ${request.step} ${request.direction} ${request.reference}`,
  );
  return new Promise((resolve) => {
    life.later(TIMEOUT_MS, () => resolve({ kind: 'unknown', detail: 'time-out' }));
    if (faults.strikes('lostRequest', request.reference)) return;
    const arrive = () => {
      const outcome = system.take(request, sentMs);
      // A copy of what it took: it must recognise it.
      const isTaken = outcome?.kind === 'confirmed' && system.traits.idempotency === 'native-key';
      if (isTaken && faults.strikes('duplicateRequest', request.reference)) {
        scheduler.after(travelMs(options), () => system.take(request, sentMs));
      }
      if (!outcome || faults.strikes('lostReply', request.reference)) return;
      const isLate = faults.strikes('lateReply', request.reference);
      const delayMs = isLate ? TIMEOUT_MS * 2 : dice.skewed('reply', 1, 300);
      life.later(delayMs, () => resolve(outcome));
    };
    scheduler.after(travelMs(options), arrive);
  });
}

function travelMs({ system, dice, faults }: LinkOptions): number {
  if (faults.strikes('slowSystem', system.connection)) {
    return dice.between('slow', 0, TIMEOUT_MS + system.traits.visibleAfterMs);
  }
  if (faults.strikes('reordering', system.connection)) return dice.skewed('travel', 1, TIMEOUT_MS);
  return dice.skewed('travel', 1, 300);
}

function ask(options: LinkOptions, { reference }: EffectRequest): Promise<LookUpOutcome> {
  const { life, system, scheduler, dice, faults, history } = options;
  return new Promise((resolve) => {
    if (faults.strikes('unclearLookUp', reference)) {
      const delayMs = dice.skewed('lookUp', 1, TIMEOUT_MS);
      life.later(delayMs, () => resolve({ kind: 'unknown', detail: 'no answer' }));
      return;
    }
    scheduler.after(dice.skewed('lookUp', 1, 300), () => {
      const found = system.find(reference);
      history.note(() => `${system.connection} looks up ${reference}: ${found.kind}`);
      life.later(dice.skewed('lookUp', 1, 3_000), () => resolve(found));
    });
  });
}

const FREEZE = 'nothing is sent in a freeze';
