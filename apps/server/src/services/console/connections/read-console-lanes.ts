/**
 * The lanes of a connection that a person would look at first: those that wait longest, those with
 * most in them, or those that are held. Only lanes of the caller's legal entities.
 */

import type { ConsoleLane } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import {
  holdOf,
  joinHold,
  joinStanding,
  standsOf,
  type HoldRow,
} from '../../operations/lane-hold.ts';
import { cutLine, cutText } from '../../wire/cut-text.ts';
import { toMoneyWire } from '../../wire/to-money-wire.ts';

export type LanesRequest = {
  readonly connection: string;
  readonly legalEntities: readonly string[];
  readonly order: 'oldest' | 'largest' | 'held';
};

export async function readConsoleLanes(
  db: Queryable,
  { connection, legalEntities, order }: LanesRequest,
): Promise<ConsoleLane[]> {
  const { rows } = await db.query<ConsoleLaneRow>({
    name: `read_console_lanes_${order}`,
    text: READ_CONSOLE_LANES[order],
    values: [connection, legalEntities, LANES_MAX],
  });
  return rows.map(toConsoleLane);
}

/** What is held is shown by its last delivery when it is empty, as the API's own list does. */
function statement(which: string, order: string): string {
  return `
  with chosen as (
    select lane.lane_id, lane.ordering_key, lane.held_reason, lane.head_position,
           lane.connection, lane.head_process,
           lane.tail_position - lane.head_position + 1 as waiting,
           head.delivery_id, head.status, head.attempts, head.last_detail, head.created_at,
           head.transaction_id, head.legal_entity, head.number, head.party_name
    from lane
    cross join lateral (
      select delivery.delivery_id, delivery.status, delivery.attempts, delivery.last_detail,
             delivery.created_at, transaction.transaction_id, transaction.legal_entity,
             transaction.number, transaction.party_name
      from delivery
      join transaction on transaction.transaction_id = delivery.transaction_id
      where delivery.lane_id = lane.lane_id
        and delivery.position = least(lane.head_position, lane.tail_position)
      limit 1
    ) as head
    where lane.connection = $1 and ${which} and head.legal_entity = any($2::text[])
    order by ${order}
    limit $3
  )
  select chosen.*, worth.amounts, name_of(hold.actor) as held_by, hold.occurred_at as held_at,
         stands.reason as stands_reason
  from chosen
  left join lateral (
    select jsonb_object_agg(currency, minor) as amounts
    from (
      select transaction.currency, sum(abs(transaction.amount_minor))::text as minor
      from delivery
      join transaction on transaction.transaction_id = delivery.transaction_id
      where delivery.lane_id = chosen.lane_id and delivery.position >= chosen.head_position
        and transaction.currency is not null
      group by transaction.currency
    ) as sums
  ) as worth on true
  ${joinHold('chosen')}
  ${joinStanding('chosen')}
  order by ${order.replaceAll('head.', 'chosen.').replaceAll('lane.lane_id', 'chosen.lane_id')}
`;
}

const WITH_WORK = 'lane.head_position <= lane.tail_position';
export const READ_CONSOLE_LANES: Readonly<Record<LanesRequest['order'], string>> = {
  oldest: statement(WITH_WORK, 'head.created_at, lane.lane_id'),
  largest: statement(WITH_WORK, 'waiting desc, head.created_at, lane.lane_id'),
  held: statement('lane.held_reason is not null', 'head.created_at, lane.lane_id'),
};

type ConsoleLaneRow = HoldRow & {
  readonly lane_id: string;
  readonly ordering_key: string;
  readonly waiting: string;
  readonly status: string;
  readonly attempts: number;
  readonly last_detail: string | null;
  readonly created_at: Instant;
  readonly transaction_id: string;
  readonly legal_entity: string;
  readonly number: string;
  readonly party_name: string | null;
  readonly stands_reason: string | null;
  readonly amounts: Readonly<Record<string, string>> | null;
};

function toConsoleLane(row: ConsoleLaneRow): ConsoleLane {
  const waiting = Number.parseInt(row.waiting, 10);
  return {
    id: row.lane_id,
    key: cutLine(row.ordering_key, KEY_CHARACTERS_MAX),
    legalEntity: row.legal_entity,
    waiting,
    worth: Object.entries(row.amounts ?? {}).map(([code, minor]) => toMoneyWire(minor, code)),
    ...(row.party_name !== null && { partyName: cutLine(row.party_name, PARTY_CHARACTERS_MAX) }),
    ...(waiting > 0 && { oldestWaitingAt: row.created_at, head: headOf(row) }),
    ...standsOf(row),
    ...holdOf(row, { name: 'engine', since: row.created_at }),
  };
}

function headOf(row: ConsoleLaneRow): NonNullable<ConsoleLane['head']> {
  return {
    transaction: row.transaction_id,
    number: cutLine(row.number, NUMBER_CHARACTERS_MAX),
    attempts: row.attempts,
    isParked: row.status === 'parked',
    isInDoubt: row.status === 'in_doubt',
    ...(row.last_detail !== null && {
      explanation: cutText(row.last_detail, EXPLANATION_CHARACTERS_MAX),
    }),
  };
}

/** More than anybody reads; the list of lanes in the API has them all. */
const LANES_MAX = 12;
// Limits of the contract.
const KEY_CHARACTERS_MAX = 200;
const PARTY_CHARACTERS_MAX = 300;
const NUMBER_CHARACTERS_MAX = 140;
const EXPLANATION_CHARACTERS_MAX = 1_000;
