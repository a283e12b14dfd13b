/**
 * The people: now and then they look at the open exceptions and do one of the things that the
 * console would let them do. Some of what was done they take back.
 */

import type { MemoryBooks, ProcessCatalogue } from '@kontor/engine';
import { isCorrectable } from '@kontor/process';
import { isInDoubt, possibleActions, type ExceptionFacts } from '@kontor/server/possible-actions';
import type { Dice } from './dice.ts';
import { correct } from './correct.ts';
import { carryOut, change, type OpenException } from './decide.ts';
import type { History } from './history.ts';
import type { Platform } from './platform.ts';
import type { Scheduler } from './scheduler.ts';
import type { SimulatedSystem } from './simulated-system.ts';

export type OfficeOptions = {
  readonly books: MemoryBooks;
  readonly catalogue: ProcessCatalogue;
  readonly systems: ReadonlyMap<string, SimulatedSystem>;
  readonly scheduler: Scheduler;
  readonly dice: Dice;
  readonly history: History;
  readonly anyPlatform: () => Platform | undefined;
  /** Share of the finished transactions that somebody takes back. */
  readonly takesBack: number;
};

export type Office = {
  /** Effects that a person left in place although their transaction ended: `txn/step`. */
  readonly leftInPlace: ReadonlySet<string>;
};

export function openOffice(options: OfficeOptions): Office {
  const { books, scheduler, dice, takesBack } = options;
  const leftInPlace = new Set<string>();
  /** Nobody decides before this: on sight it is looked into, and one decision awaits its answer. */
  const notBeforeMs = new Map<string, number>();
  const considered = new Set<string>();

  function lookAround(): void {
    for (const [id, exception] of books.exceptions) {
      if (!exception.isOpen) continue;
      const nextMs = notBeforeMs.get(id);
      if (nextMs === undefined) notBeforeMs.set(id, scheduler.nowMs() + SETTLED_MS);
      if (nextMs === undefined || scheduler.nowMs() < nextMs) continue;
      notBeforeMs.set(id, scheduler.nowMs() + ANSWERED_MS);
      decideOn(options, exception, leftInPlace);
    }
    for (const { transactionId, state } of books.transactions.values()) {
      if (state.status !== 'done' || considered.has(transactionId)) continue;
      considered.add(transactionId);
      if (dice.chance('takeBack', takesBack)) {
        change(options, transactionId, { arrival: TAKE_BACK, by: 'ana' });
      }
    }
    scheduler.after(dice.between('office', 10_000, 60_000), lookAround);
  }

  scheduler.after(LOOK_MS, lookAround);
  return { leftInPlace };
}

function decideOn(
  options: OfficeOptions,
  exception: OpenException,
  leftInPlace: Set<string>,
): void {
  const facts = factsOf(options, exception);
  if (!facts) return;
  if (mayCorrect(exception, facts) && options.dice.chance('correct', 0.3)) {
    correct(options, exception);
    return;
  }
  const choices = possibleActions(facts);
  const [first, ...rest] = Object.entries(choices).filter(([, { kind }]) => kind !== 'acknowledge');
  if (!first) return;
  const [action, effect] = options.dice.oneOf('decision', [first, ...rest]);
  carryOut(options, { exception, action, effect }, leftInPlace);
}

type Facts = ExceptionFacts & Required<Pick<ExceptionFacts, 'transaction'>>;

/** As the service of corrections has it. */
function mayCorrect({ code }: OpenException, { transaction, delivery, step }: Facts): boolean {
  const { definition, state } = transaction;
  if (definition.steps[state.at]?.name !== step || !isCorrectable(definition, state)) return false;
  return delivery?.status !== 'parked' || !isInDoubt(code, delivery);
}

function factsOf(
  { books, catalogue }: OfficeOptions,
  { kind, code, step, deliveryId, transactionId }: OpenException,
): Facts | undefined {
  const transaction = books.transactions.get(transactionId);
  if (!transaction) return undefined;
  const { process, processVersion, state } = transaction;
  const delivery = deliveryId && books.deliveries.get(deliveryId);
  const lastOutcome = delivery ? delivery.attempts.at(-1)?.outcome : undefined;
  return {
    ...{ kind, code, step },
    transaction: { definition: catalogue.find(process, processVersion), state },
    ...(delivery && {
      delivery: {
        status: delivery.status,
        wasSentUnclearly: delivery.lastSentAt !== undefined,
        ...(lastOutcome !== undefined && { lastOutcome }),
      },
    }),
  };
}

const TAKE_BACK = { type: 'UndoAsked', by: 'ana', reason: 'It was wrong.' } as const;
const LOOK_MS = 30_000;
/** By then whatever was on its way to a system has arrived there, or never will. */
const SETTLED_MS = 60_000;
/** By then a decision was carried out or never will be: longer than any pause. */
const ANSWERED_MS = 200_000;
