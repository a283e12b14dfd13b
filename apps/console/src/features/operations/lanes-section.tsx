/** The lanes of a connection that a person would look at first, with hold and release. */

import { holdLane, releaseLane, type ConnectionDetail, type ConsoleLane } from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { formatCount, formatMoney } from '../../lib/format.ts';
import {
  Age,
  Button,
  type Column,
  ConfirmWithEffect,
  Count,
  DataTable,
  Empty,
  Group,
  Link,
  List,
  Money,
  notify,
  Party,
  Section,
  SegmentedControl,
  State,
} from '../../ui/index.ts';
import { transactionLink } from './opens.tsx';

export type LanesProps = {
  readonly detail: ConnectionDetail;
  readonly order: 'oldest' | 'largest' | 'held';
  readonly mayOperate: boolean;
};

export function LanesSection({ detail, order, mayOperate }: LanesProps) {
  const navigate = useNavigate({ from: '/connections/$name' });
  const [acting, setActing] = useState<ConsoleLane>();
  const { title } = detail.connection;
  return (
    <Section
      title="Lanes: each in its own order"
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Which lanes"
          value={order}
          onChange={(chosen) =>
            void navigate({ search: (before) => ({ ...before, lanes: chosen as 'held' }) })
          }
          data={[
            { value: 'oldest', label: 'Oldest' },
            { value: 'largest', label: 'Largest' },
            { value: 'held', label: 'Held' },
          ]}
        />
      }
    >
      <DataTable
        label="Lanes"
        columns={mayOperate ? [...COLUMNS, actionColumn(setActing)] : COLUMNS}
        rows={detail.lanes}
        rowId={({ id }) => id}
        rowVersion={({ held }) => (held ? 'held' : 'free')}
        height="460px"
        minWidth={FITS_PX}
        empty={<Empty title={EMPTY[order]} />}
      />
      {acting && <ChangeLane lane={acting} title={title} onClose={() => setActing(undefined)} />}
    </Section>
  );
}

type ChangeProps = {
  readonly lane: ConsoleLane;
  readonly title: string;
  readonly onClose: () => void;
};

function ChangeLane({ lane, title, onClose }: ChangeProps) {
  const client = useQueryClient();
  const isHeld = lane.held !== undefined;
  const whose = lane.partyName ?? lane.key;
  return (
    <ConfirmWithEffect
      opened
      onClose={onClose}
      title={isHeld ? `Release what waits for ${whose}` : `Hold what waits for ${whose}`}
      effect={
        <List>
          {effectOf(lane, title).map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      }
      asksReason
      confirmLabel={isHeld ? 'Release' : 'Hold'}
      onConfirm={async (reason) => {
        const endpoint = isHeld ? releaseLane : holdLane;
        await call(endpoint, { params: { laneId: lane.id }, body: { reason } });
        notify({ message: isHeld ? `${whose} is released.` : `${whose} is held.` });
        await client.invalidateQueries({ queryKey: ['connections'] });
      }}
    />
  );
}

function effectOf({ held, waiting, worth }: ConsoleLane, title: string): readonly string[] {
  const money = worth.map((value) => formatMoney(value)).join(' and ');
  const what = waiting === 1 ? '1 delivery' : `${formatCount(waiting)} deliveries`;
  const inAll = money === '' ? what : `${what} worth ${money}`;
  if (held) {
    return [
      `${held.by} holds it: ${held.reason}`,
      waiting === 0 ? 'Nothing waits in it.' : `${inAll} ${verb(waiting)} on in order.`,
    ];
  }
  return [
    `${inAll} ${waiting === 1 ? 'stays' : 'stay'} here: nothing more of it is sent to ${title}.`,
    'All other lanes go on, and new documents are still accepted.',
  ];
}

function verb(waiting: number): string {
  return waiting === 1 ? 'goes' : 'go';
}

const COLUMNS: readonly Column<ConsoleLane>[] = [
  {
    id: 'party',
    header: 'For',
    width: 'minmax(92px, 3fr)',
    cell: ({ partyName, key }) => <Party name={partyName ?? key} number={partyName && key} />,
  },
  {
    id: 'head',
    header: 'Next is',
    width: 148,
    cell: (lane) => (
      <Group gap={6} wrap="nowrap">
        <State state={stateOf(lane)} shapeOnly>
          {wordOf(lane)}
        </State>
        {lane.head?.transaction ? (
          <Link {...transactionLink(lane.head.transaction)}>{lane.head.number}</Link>
        ) : (
          WORDS[stateOf(lane)]
        )}
      </Group>
    ),
  },
  {
    id: 'waiting',
    header: 'Waiting',
    width: 76,
    align: 'right',
    cell: ({ waiting, oldestWaitingAt }) => (
      <>
        <Count value={waiting} />
        {oldestWaitingAt && (
          <>
            , <Age since={oldestWaitingAt} />
          </>
        )}
      </>
    ),
  },
  {
    id: 'worth',
    header: 'Worth',
    width: 124,
    align: 'right',
    cell: ({ worth }) => (
      <Group gap="xs" justify="flex-end" wrap="nowrap">
        {worth.map((value) => (
          <Money key={value.currency} value={value} />
        ))}
      </Group>
    ),
  },
];

function actionColumn(act: (lane: ConsoleLane) => void): Column<ConsoleLane> {
  return {
    id: 'action',
    header: 'Action',
    width: 64,
    align: 'right',
    cell: (lane) =>
      lane.head?.isParked ? null : (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`${lane.held ? 'Release' : 'Hold'} ${lane.partyName ?? lane.key}`}
          onClick={() => act(lane)}
        >
          {lane.held ? 'Release' : 'Hold'}
        </Button>
      ),
  };
}

function stateOf({ held, stands, head }: ConsoleLane) {
  if (head?.isParked) return 'waiting';
  if (held || stands) return 'held';
  return head?.isInDoubt ? 'in-doubt' : 'working';
}

/** With the reason, where there is one. */
function wordOf(lane: ConsoleLane): string {
  const { held, stands } = lane;
  const word = WORDS[stateOf(lane)];
  const reason = held?.reason ?? stands;
  return stateOf(lane) === 'held' && reason !== undefined ? `${word}: ${reason}` : word;
}

/** What the shape before the next document says, for ears and where there is no document. */
const WORDS = {
  waiting: 'For a person',
  held: 'Held',
  'in-doubt': 'In doubt',
  working: 'Queued',
} as const;

const EMPTY = {
  oldest: 'Nothing waits: everything that was accepted has been delivered.',
  largest: 'Nothing waits: everything that was accepted has been delivered.',
  held: 'No lane is held.',
} as const;

/** The columns at their narrowest: beside the facts on the smallest screen that we promise. */
const FITS_PX = 600;
