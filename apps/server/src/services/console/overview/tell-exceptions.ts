/** What waits for a person, by age and by cause, each with its list. */

import type { Overview } from '@kontor/contracts';
import { sumWorth } from '../../wire/sum-worth.ts';
import type { OpenExceptionsRow } from './read-open-exceptions.ts';

type Exceptions = NonNullable<Overview['exceptions']>;

export function tellExceptions(
  rows: readonly OpenExceptionsRow[],
  causeTitle: (code: string) => string,
): Exceptions {
  const causes = [...Map.groupBy(rows, ({ code }) => code)].map(([cause, group]) => ({
    cause,
    title: causeTitle(cause),
    ...counted(group, { cause }),
    oldest: group.map(({ oldest }) => oldest).reduce((a, b) => (a < b ? a : b)),
  }));
  return {
    open: counted(rows, {}),
    ages: AGES.map(({ age, search }) => ({
      age,
      ...counted(
        rows.filter((row) => row.age === age),
        search,
      ),
    })),
    causes: causes.toSorted((a, b) => b.count - a.count).slice(0, CAUSES_MAX),
  };
}

function counted(rows: readonly OpenExceptionsRow[], search: Readonly<Record<string, string>>) {
  const entities = rows.map((row) => row.legal_entity);
  return {
    count: rows.reduce((sum, { count }) => sum + count, 0),
    worth: sumWorth(rows, entities),
    opens: { place: 'exceptions' as const, search: { status: 'open', ...search } },
  };
}

/** As the list filters them. */
const AGES = [
  { age: 'under-an-hour', search: { youngerThan: '1h' } },
  { age: 'under-a-day', search: { olderThan: '1h', youngerThan: '24h' } },
  { age: 'under-a-week', search: { olderThan: '24h', youngerThan: '7d' } },
  { age: 'older', search: { olderThan: '7d' } },
] as const;
const CAUSES_MAX = 3;
