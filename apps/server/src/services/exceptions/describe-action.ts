/**
 * What an action would do, in sentences, before anybody does it: what is sent and where, in which
 * order, how much money, and who must agree. A pure function of the same facts that decide whether
 * the action is possible at all.
 */

import type { ResolutionAction } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import type { ProcessDefinition, TransactionState } from '@kontor/process';
import type { Effect } from './possible-actions.ts';

export type EffectFacts = {
  readonly action: ResolutionAction;
  readonly effect: Effect;
  readonly definition?: ProcessDefinition;
  readonly state?: TransactionState;
  /** What people call the system that the delivery goes to. */
  readonly system?: string;
  readonly idempotency?: 'native-key' | 'look-up' | 'none';
  readonly reference?: string;
  /** `EUR 1,190.00` */
  readonly amount?: string;
  readonly lane?: LaneFacts;
};

export type LaneFacts = {
  /** Of the lane, this one apart. */
  readonly waiting: number;
  /** How many of its lane were sent after it. */
  readonly passedBy: number;
  readonly isPassed: boolean;
};

export function describeAction(facts: EffectFacts): readonly string[] {
  const { effect } = facts;
  switch (effect.kind) {
    case 'resume':
      return [sendingOf(facts), askingOf(facts), placeOf(facts), moneyOf(facts)];
    case 'reopen':
      return [sendingOf(facts), NOTHING_THERE, placeOf(facts), moneyOf(facts)];
    case 'confirm':
      return [
        `The number that you give is kept as the answer of ${systemOf(facts)}. Nothing is sent there.`,
        ...afterwards(facts),
        moneyOf(facts),
      ];
    case 'decide':
      return facts.action === 'approve'
        ? ['It goes on in its place.', ...afterwards(facts), moneyOf(facts)]
        : ['It ends here: nothing was sent, and nothing will be.', FREE_AGAIN];
    case 'end':
      return [...takenBack(facts), FREE_AGAIN];
    case 'acknowledge':
      return [
        'Nothing is sent anywhere. It is noted as seen, with your reason.',
        ...standing(facts),
      ];
    default:
      return unreachable(effect);
  }
}

function systemOf({ system = 'the system' }: EffectFacts): string {
  return system;
}

function sendingOf(facts: EffectFacts): string {
  const { reference } = facts;
  const under = reference === undefined ? '' : ` under the same reference, ${reference}`;
  return `It is sent to ${systemOf(facts)} again${under}.`;
}

function askingOf(facts: EffectFacts): string {
  switch (facts.idempotency) {
    case 'look-up':
      return `${systemOf(facts)} is asked for the reference first; it is sent only if unknown there.`;
    case 'native-key':
      return `${systemOf(facts)} recognises the reference: nothing happens twice.`;
    case 'none':
      return (
        `${systemOf(facts)} cannot be asked: it is sent on your word that it is not there. If it ` +
        'is, it will be there twice.'
      );
    default:
      return 'The connection is not configured for this operation at the moment.';
  }
}

function placeOf({ lane }: EffectFacts): string {
  if (!lane) return 'It goes to its place in the queue.';
  const { waiting, passedBy, isPassed } = lane;
  if (!isPassed) {
    return waiting === 0
      ? 'It keeps its place; nothing waits behind it.'
      : `It keeps its place; ${countOf(waiting)} behind it and will follow.`;
  }
  const went = passedBy === 0 ? '' : ` ${passedBy} of the same customer went before it meanwhile.`;
  return waiting === 0
    ? `It is next in its lane.${went}`
    : `It is sent after what waits in its lane: ${waiting}.${went}`;
}

function countOf(waiting: number): string {
  return waiting === 1 ? 'one waits' : `${waiting} wait`;
}

function moneyOf({ amount }: EffectFacts): string {
  return amount === undefined ? 'It moves no amount.' : `It is worth ${amount}.`;
}

/** The steps that are still to come. */
function afterwards({ definition, state }: EffectFacts): readonly string[] {
  if (!definition || !state) return [];
  const titles = definition.steps
    .slice(state.at + 1)
    .flatMap((step) => (step.kind === 'deliver' ? [step.title] : []));
  return titles.length === 0 ? [] : [`Then it is ${wordList(titles)}.`];
}

/** What stands already and has a way back, the last one first. */
function takenBack({ definition, state }: EffectFacts): readonly string[] {
  if (!definition || !state) return ['It ends without its effect.'];
  const titles = definition.steps.flatMap((step) =>
    step.kind === 'deliver' && 'by' in step.undo && step.name in state.confirmed
      ? [step.title]
      : [],
  );
  if (titles.length === 0) return ['It ends here. Nothing stands that would have to be undone.'];
  return [
    `It ends, and what was done is taken back, the last first: ${wordList(titles.reverse())}.`,
  ];
}

function standing({ state }: EffectFacts): readonly string[] {
  switch (state?.status) {
    case 'refused':
      return ['The document stays refused and has no effect anywhere.', FREE_AGAIN];
    case 'done':
      return ['The document stays as it is: done.'];
    default:
      return [];
  }
}

function wordList(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

const NOTHING_THERE = 'It was refused, so it is not there: nothing can happen twice.';
const FREE_AGAIN = 'A document of this number may be handed over again.';

/** What a button says. */
export const ACTION_LABELS: Readonly<Record<ResolutionAction, string>> = {
  retry: 'Try again',
  abandon: 'Let it rest',
  approve: 'Approve',
  decline: 'Decline',
  'confirm-done': 'Confirm that it is there',
};
