/** The causes: how many wait for each, what they are worth, since when. Each opens its list. */

import type { ExceptionSummary } from '@kontor/contracts';
import { Age, Count, Figure, Figures, Stack } from '../../ui/index.ts';
import type { ExceptionsSearch } from './exceptions-search.ts';
import { Totals } from './totals.tsx';

export type CauseGroupsProps = {
  readonly search: ExceptionsSearch;
  readonly summary: ExceptionSummary;
};

export function CauseGroups({ search, summary }: CauseGroupsProps) {
  const { groups } = summary;
  if (groups.length < 2 || search.cause !== undefined) return null;
  const shown = groups.slice(0, GROUPS_SHOWN);
  return (
    <Figures>
      {shown.map(({ cause, title, count, totals, oldest }) => (
        <Figure
          key={cause}
          label={title}
          value={<Count value={count} />}
          note={
            <Stack gap={0}>
              <Totals totals={totals} />
              <span>
                oldest <Age since={oldest} />
              </span>
            </Stack>
          }
          to={{ to: '/exceptions', search: { ...search, cause, selected: undefined } }}
        />
      ))}
    </Figures>
  );
}

/** What is beyond is in the filter of causes. */
const GROUPS_SHOWN = 5;
