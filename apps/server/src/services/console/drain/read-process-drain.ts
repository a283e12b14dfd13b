/** Where the deliveries of one process wait, and when the last of them will be gone. */

import type { ProcessDrain } from '@kontor/contracts';
import type { ProcessCatalogue } from '@kontor/engine';
import { present } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { readControls } from '../../drain/read-controls.ts';
import { wordCount } from '../../wire/wording.ts';
import type { DrainReading } from './console-drain-service.ts';

export type ProcessDrainRequest = {
  readonly drains: DrainReading;
  readonly catalogue: ProcessCatalogue;
  readonly process: string;
};

export async function readProcessDrain(
  db: Queryable,
  { drains, catalogue, process }: ProcessDrainRequest,
): Promise<ProcessDrain> {
  const [all, controls] = await Promise.all([drains.all(), readControls(db, catalogue)]);
  const control = controls.find((each) => each.process === process && !each.connection);
  const places = all.flatMap(({ line, processes }) => {
    const here = processes.find((each) => each.process === process);
    if (!here) return [];
    const { priority, waiting, finishesAt, sentence, paused, priorityIs } = here;
    // A place where nothing waits and nothing was decided says nothing.
    if (waiting === 0 && !paused && priorityIs !== 'here') return [];
    return {
      ...{ connection: line.name, title: line.title, priority, waiting, sentence },
      ...(finishesAt !== undefined && { finishesAt }),
      ...(paused && { paused }),
    };
  });
  return { control: present(control, 'it is in the catalogue'), places, ...endOf(places) };
}

function endOf(places: ProcessDrain['places']): Pick<ProcessDrain, 'sentence' | 'finishesAt'> {
  const waiting = places.filter((place) => place.waiting > 0);
  const total = waiting.reduce((sum, place) => sum + place.waiting, 0);
  if (total === 0) return { sentence: 'Nothing of it waits.' };
  const count = total === 1 ? '1 delivery waits' : `${wordCount(total)} deliveries wait`;
  const ends = waiting.flatMap(({ finishesAt }) => finishesAt ?? []).sort();
  if (ends.length < waiting.length) {
    return { sentence: `${count}; nobody can say when the last will be gone.` };
  }
  const last = present(ends.at(-1), 'something waits');
  return { sentence: `${count}.`, finishesAt: last };
}
