/** What a batch exercised: a fault that never struck has proved nothing. */

import { FAULTS } from '../world/faults.ts';
import type { Batch } from './run-batch.ts';

/** What should have happened somewhere, and did not. */
export function missingFrom(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...FAULTS, ...Object.keys(CONSEQUENCES)].filter((what) => !counts.get(what));
}

export function toSummary({ counts, events }: Pick<Batch, 'counts' | 'events'>): string {
  const line = (what: string, name = what) =>
    `  ${String(counts.get(what) ?? 0).padStart(9)}  ${name}`;
  return [
    'Faults that struck:',
    ...FAULTS.map((fault) => line(fault)),
    'What came of it:',
    ...Object.entries(CONSEQUENCES).map(([what, name]) => line(what, name)),
    `  ${String(events).padStart(9)}  events in all`,
  ].join('\n');
}

const CONSEQUENCES: Readonly<Record<string, string>> = {
  accepted: 'acceptances heard by callers',
  duplicate: 'business keys found taken',
  effects: 'effects in the ledgers of the systems',
  leasedInDoubt: 'lanes leased with something in doubt',
  endedEarly: 'times that a machine ended leases of its dead predecessor',
  fenced: 'settlements of late workers, dropped',
  notVisibleYet: 'look-ups before the effect was visible',
  recognised: 'repeats that the system recognised',
  overtaken: 'requests that overtook others on the way',
  parked: 'deliveries parked for a person',
  undone: 'effects undone',
  keptByCalendar: 'leases that found a freeze, and work that waited for its end',
  keptByPause: 'leases that left the lanes of a paused process',
  decisions: 'decisions of people',
  corrections: 'documents corrected',
  cancelled: 'documents cancelled before anything was sent',
  cancelledTooLate: 'documents cancelled too late, or while they were sent',
  unavailableAnswers: 'requests answered with a failure',
};
