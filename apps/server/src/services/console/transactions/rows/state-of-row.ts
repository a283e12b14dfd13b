/**
 * Which of the few states of the console a transaction is in, twice: of a row, and as conditions of
 * a list. A test holds the two against each other.
 */

import type { ConsoleState } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import type { Condition } from '../../../listing/read-page.ts';
import type { ConsoleRow } from './read-rows.ts';

type Facts = Pick<
  ConsoleRow,
  'status' | 'is_unknown' | 'delivery_status' | 'held_reason' | 'paused_reason'
>;

export function stateOfRow(row: Facts): ConsoleState {
  switch (row.status) {
    case 'done':
      return 'done';
    case 'refused':
    case 'taken_back':
      return 'refused';
    case 'waiting':
    case 'parked':
      return row.is_unknown === true ? 'in-doubt' : 'waiting';
    case 'working':
      if (row.is_unknown === true || row.delivery_status === 'in_doubt') return 'in-doubt';
      return row.held_reason !== null || row.paused_reason !== null ? 'held' : 'working';
    default:
      return unreachable(row.status);
  }
}

export function whereState(state: ConsoleState | undefined): readonly Condition[] {
  if (state === undefined) return [];
  return CONDITIONS[state].map((sql) => ({ sql, values: [] }));
}

const DOUBTED = `
  select transaction_id from delivery where status = 'in_doubt'
  union all
  select transaction_id from exception where status = 'open' and code = 'outcome_unknown'
`;
// From the few lanes and connections that are held to what stands in them: `offset 0` keeps the
// planner from reading all deliveries to find the few.
const HELD = `
  select waiting.transaction_id
  from (
    select lane_id, head_position, tail_position from lane where held_reason is not null
    union
    select lane.lane_id, lane.head_position, lane.tail_position
    from lane join standing on standing.connection = lane.connection
      and (standing.process is null or standing.process = lane.head_process)
    where lane.head_position <= lane.tail_position
  ) as stopped
  cross join lateral (
    select transaction_id
    from delivery
    where delivery.lane_id = stopped.lane_id
      and delivery.position between stopped.head_position and stopped.tail_position
      and delivery.status = 'waiting' and delivery.transaction_id is not null
    offset 0
  ) as waiting
`;
const IS_DOUBTED = `transaction.transaction_id in (${DOUBTED})`;
const IS_HELD = `transaction.transaction_id in (${HELD})`;
// Not `not in`, which would be neither true nor false beside a null.
const IS_NOT_DOUBTED = `not exists (
  select from (${DOUBTED}) as doubted where doubted.transaction_id = transaction.transaction_id)`;
const IS_NOT_HELD = `not exists (
  select from (${HELD}) as held where held.transaction_id = transaction.transaction_id)`;

const CONDITIONS: Readonly<Record<ConsoleState, readonly string[]>> = {
  done: [`transaction.status = 'done'`],
  refused: [`transaction.status in ('refused', 'taken_back')`],
  waiting: [`transaction.status in ('waiting', 'parked')`, IS_NOT_DOUBTED],
  'in-doubt': [`transaction.status in ('working', 'waiting', 'parked')`, IS_DOUBTED],
  held: [`transaction.status = 'working'`, IS_NOT_DOUBTED, IS_HELD],
  working: [`transaction.status = 'working'`, IS_NOT_DOUBTED, IS_NOT_HELD],
};
