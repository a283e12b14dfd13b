/** Who goes first: the processes with their class, what waits of them and when that is gone. */

import type { ConnectionDrain, DrainOfProcess } from '@kontor/contracts';
import { useState } from 'react';
import {
  Button,
  type Column,
  Count,
  DataTable,
  Empty,
  Group,
  Instant,
  Link,
  Section,
} from '../../ui/index.ts';
import { DecideProcess, type Decision } from './decide-process.tsx';

export type ProcessesProps = { readonly drain: ConnectionDrain; readonly mayOperate: boolean };

export function ProcessesSection({ drain, mayOperate }: ProcessesProps) {
  const [deciding, setDeciding] = useState<Deciding>();
  const { connection } = drain;
  return (
    <Section
      title="Who goes first"
      aside="Of ten lanes, two go to normal and one to bulk first, if they have work."
    >
      <DataTable
        label="Processes"
        columns={mayOperate ? [...COLUMNS, actions(setDeciding)] : COLUMNS}
        rows={drain.processes}
        rowId={({ process }) => process}
        rowVersion={({ priority, paused }) => `${priority} ${paused?.at}`}
        empty={<Empty title="No process delivers to it." />}
      />
      {deciding && (
        <DecideProcess
          {...deciding}
          connection={connection}
          onClose={() => setDeciding(undefined)}
        />
      )}
    </Section>
  );
}

type Deciding = { readonly decision: Decision; readonly process: DrainOfProcess };

const COLUMNS: readonly Column<DrainOfProcess>[] = [
  {
    id: 'priority',
    header: 'Class',
    width: 72,
    cell: ({ priority }) => PRIORITY_WORDS[priority],
  },
  {
    id: 'process',
    header: 'Process',
    width: 'minmax(150px, 1.4fr)',
    cell: ({ process, title }) => (
      <Link to="/processes/$process" params={{ process }}>
        {title}
      </Link>
    ),
  },
  {
    id: 'waiting',
    header: 'Waiting',
    width: 72,
    align: 'right',
    cell: ({ waiting }) => <Count value={waiting} />,
  },
  {
    id: 'when',
    header: 'Gone',
    width: 'minmax(150px, 1.6fr)',
    cell: ({ paused, sentence }) =>
      paused?.until === undefined ? (
        sentence
      ) : (
        <>
          Paused until <Instant at={paused.until} />
        </>
      ),
  },
];

function actions(decide: (deciding: Deciding) => void): Column<DrainOfProcess> {
  return {
    id: 'actions',
    header: 'Decide',
    width: 150,
    align: 'right',
    cell: (process) => (
      <Group gap={4} justify="flex-end" wrap="nowrap">
        {offersOf(process).map((decision) => (
          <Button
            key={decision}
            size="compact-xs"
            variant="subtle"
            aria-label={`${DECISION_WORDS[decision]} of ${process.title}`}
            onClick={() => decide({ decision, process })}
          >
            {DECISION_WORDS[decision]}
          </Button>
        ))}
      </Group>
    ),
  };
}

/** What was paused everywhere is resumed on the page of the process. */
function offersOf({ paused, pausedIs }: DrainOfProcess): readonly Decision[] {
  if (!paused) return ['priority', 'pause'];
  return pausedIs === 'here' ? ['priority', 'resume'] : ['priority'];
}

const DECISION_WORDS = { priority: 'Class', pause: 'Pause', resume: 'Resume' } as const;
const PRIORITY_WORDS = { urgent: 'Urgent', normal: 'Normal', bulk: 'Bulk' } as const;
