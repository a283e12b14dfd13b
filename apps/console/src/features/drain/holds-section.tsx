/** What keeps something from being sent now: who, why, since when and until when. */

import type { ConnectionDrain, DrainHold } from '@kontor/contracts';
import { type Column, Count, DataTable, Empty, Instant, Link, Section } from '../../ui/index.ts';

export function HoldsSection({ drain }: { readonly drain: ConnectionDrain }) {
  const { holds, connection } = drain;
  return (
    <Section title="What holds it">
      <DataTable
        label="Holds"
        columns={columnsOf(connection.name)}
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

const columnsOf = (connection: string): readonly Column<DrainHold>[] => [
  { id: 'what', header: 'What', width: 96, cell: ({ what }) => WORDS[what] },
  {
    id: 'whose',
    header: 'Of',
    width: 'minmax(110px, 1fr)',
    cell: (hold) => <Whose hold={hold} connection={connection} />,
  },
  { id: 'why', header: 'Why', width: 'minmax(130px, 2.2fr)', cell: ({ reason }) => reason },
  { id: 'who', header: 'Who', width: 'minmax(80px, 0.7fr)', cell: ({ by }) => by },
  {
    id: 'since',
    header: 'Since',
    width: 124,
    cell: ({ since }) => (since === undefined ? '–' : <Instant at={since} relative />),
  },
  {
    id: 'until',
    header: 'Until',
    width: 112,
    cell: ({ until }) => (until === undefined ? 'a decision' : <Instant at={until} relative />),
  },
  {
    id: 'waiting',
    header: 'Waiting',
    width: 68,
    align: 'right',
    cell: ({ waiting }) => <Count value={waiting} />,
  },
];

/** Where it is decided about. */
function Whose({ hold, connection }: { readonly hold: DrainHold; readonly connection: string }) {
  const { what, whose, process } = hold;
  if (process !== undefined) {
    return (
      <Link to="/processes/$process" params={{ process }}>
        {whose}
      </Link>
    );
  }
  if (what !== 'lane') return whose;
  return (
    <Link to="/connections/$name" params={{ name: connection }} search={{ lanes: 'held' }}>
      {whose}
    </Link>
  );
}

const WORDS: Readonly<Record<DrainHold['what'], string>> = {
  connection: 'Paused',
  calendar: 'Calendar',
  process: 'Process',
  lane: 'Lane',
  breaker: 'No answer',
  rest: 'Too many',
};
