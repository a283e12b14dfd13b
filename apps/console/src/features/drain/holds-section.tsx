/** What keeps something from being sent now: who, why, since when and until when. */

import type { ConnectionDrain, DrainHold } from '@kontor/contracts';
import { type Column, Count, DataTable, Empty, Instant, Section } from '../../ui/index.ts';

export function HoldsSection({
  drain: { holds, connection },
}: {
  readonly drain: ConnectionDrain;
}) {
  return (
    <Section title="What holds it">
      <DataTable
        label="Holds"
        columns={COLUMNS}
        rows={holds}
        rowId={({ what, whose, since, lane, process }) =>
          `${what} ${lane ?? process ?? whose} ${since}`
        }
        rowVersion={({ until, waiting }) => `${until} ${waiting}`}
        empty={<Empty title={`Nothing holds ${connection.title}: it takes what comes.`} />}
      />
    </Section>
  );
}

const COLUMNS: readonly Column<DrainHold>[] = [
  { id: 'what', header: 'What', width: 96, cell: ({ what }) => WORDS[what] },
  { id: 'whose', header: 'Of', width: 'minmax(110px, 1fr)', cell: ({ whose }) => whose },
  { id: 'why', header: 'Why', width: 'minmax(130px, 2.2fr)', cell: ({ reason }) => reason },
  { id: 'who', header: 'Who', width: 'minmax(80px, 0.7fr)', cell: ({ by }) => by },
  {
    id: 'since',
    header: 'Since',
    width: 96,
    cell: ({ since }) => (since === undefined ? '–' : <Instant at={since} relative />),
  },
  {
    id: 'until',
    header: 'Until',
    width: 96,
    cell: ({ until, what }) =>
      until === undefined ? (
        what === 'lane' ? (
          'Released'
        ) : (
          'Resumed'
        )
      ) : (
        <Instant at={until} relative />
      ),
  },
  {
    id: 'waiting',
    header: 'Waiting',
    width: 68,
    align: 'right',
    cell: ({ waiting }) => <Count value={waiting} />,
  },
];

const WORDS: Readonly<Record<DrainHold['what'], string>> = {
  connection: 'Paused',
  calendar: 'Calendar',
  process: 'Process',
  lane: 'Lane',
  breaker: 'No answer',
  rest: 'Too many',
};
