/** What went wrong in the last hour, a line for each cause, with the document of the last time. */

import type { ConnectionDetail } from '@kontor/contracts';
import {
  type Column,
  Count,
  DataTable,
  Empty,
  Instant,
  Link,
  Section,
  State,
  Text,
} from '../../ui/index.ts';
import { transactionLink } from './opens.tsx';

type Failure = ConnectionDetail['failures'][number];

export function FailuresSection({ detail }: { readonly detail: ConnectionDetail }) {
  const { failures, connection } = detail;
  return (
    <Section title="What failed in the last hour">
      <DataTable
        label="Failures"
        columns={COLUMNS}
        rows={failures}
        rowId={({ outcome, transaction, detail: said }) => `${outcome} ${transaction} ${said}`}
        height="420px"
        minWidth={FITS_PX}
        empty={<Empty title={`${connection.title} refused nothing and answered every time.`} />}
      />
      {failures.length > 0 && (
        <Text size="sm" c="dimmed">
          {legendOf(failures)}
        </Text>
      )}
    </Section>
  );
}

/** What Kontor does about each kind that is in the list. */
function legendOf(failures: readonly Failure[]): string {
  const kinds = new Map(failures.map(({ outcome }) => [outcome, OUTCOMES[outcome]]));
  return [...kinds.values()].map(({ word, next }) => `${word}: ${next}`).join(' · ');
}

const COLUMNS: readonly Column<Failure>[] = [
  {
    id: 'outcome',
    header: 'What happened',
    width: 124,
    cell: ({ outcome }) => <State state={OUTCOMES[outcome].state}>{OUTCOMES[outcome].word}</State>,
  },
  { id: 'said', header: 'It said', width: 'minmax(110px, 4fr)', cell: ({ detail }) => detail },
  {
    id: 'times',
    header: 'Times',
    width: 64,
    align: 'right',
    cell: ({ times }) => <Count value={times} />,
  },
  {
    id: 'last',
    header: 'Last',
    width: 96,
    align: 'right',
    cell: ({ lastAt }) => <Instant at={lastAt} relative />,
  },
  {
    id: 'document',
    header: 'Document',
    width: 'minmax(132px, 1fr)',
    cell: ({ transaction, number }) => <Link {...transactionLink(transaction)}>{number}</Link>,
  },
];

const OUTCOMES = {
  rejected: { state: 'refused', word: 'Said no', next: 'a person decides' },
  retryable: { state: 'working', word: 'Took nothing', next: 'tried again' },
  unknown: { state: 'in-doubt', word: 'Fell silent', next: 'asked before it is sent again' },
} as const;

/** The columns at their narrowest: beside the facts on the smallest screen that we promise. */
const FITS_PX = 600;
