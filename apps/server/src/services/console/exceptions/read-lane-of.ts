/** The lane of a delivery: where it stands, what waits there, and its neighbours. */

import type { ExceptionPane } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { LaneFacts } from '../../exceptions/describe-action.ts';
import { cutLine, cutText } from '../../wire/cut-text.ts';
import { toMoneyWire, toMoneyWireOrNone } from '../../wire/to-money-wire.ts';

export type LaneOf = {
  readonly shown: NonNullable<ExceptionPane['lane']>;
  readonly facts: LaneFacts;
};

/** Undefined when the delivery is in no lane that we know. */
export async function readLaneOf(
  db: Queryable,
  deliveryId: string,
  legalEntities: readonly string[],
): Promise<LaneOf | undefined> {
  const values = [deliveryId, legalEntities];
  const [lane, neighbours] = await Promise.all([
    db.query<LaneRow>({ name: 'read_lane_of_delivery', text: READ_LANE_OF, values: [deliveryId] }),
    db.query<NeighbourRow>({ name: 'read_lane_neighbours', text: READ_NEIGHBOURS, values }),
  ]);
  const [first] = lane.rows;
  if (!first) return undefined;
  const waiting = lane.rows.reduce((sum, { waits }) => sum + waits, 0);
  const facts = { waiting, passedBy: first.passed_by, isPassed: first.is_passed };
  return {
    facts,
    shown: {
      id: first.lane_id,
      connection: first.connection,
      key: cutLine(first.ordering_key, 200),
      waiting,
      totals: lane.rows.flatMap(({ currency, minor }) =>
        currency === null || minor === null ? [] : [toMoneyWire(minor, currency)],
      ),
      sentence: sentenceOf(facts, first.held_reason !== null),
      neighbours: neighbours.rows.map(fromNeighbourRow),
      ...(first.held_reason !== null && { held: cutText(first.held_reason, 500) }),
    },
  };
}

function sentenceOf({ waiting, passedBy, isPassed }: LaneFacts, isHeld: boolean): string {
  const others = waiting === 1 ? 'One other' : `${waiting} others`;
  if (isHeld && !isPassed) {
    return waiting === 0
      ? 'Its lane is held, and nothing waits behind it.'
      : `Its lane is held: ${others} of it wait for this one.`;
  }
  const went = passedBy === 0 ? '' : ` ${passedBy} of its lane went on after it.`;
  if (waiting === 0) return `It holds nothing up.${went}`;
  return `It holds nothing up: its lane goes on.${went} ${others} of it ${waiting === 1 ? 'waits' : 'wait'} to be sent.`;
}

// What is before the head is finished; this one itself is not what it holds up.
const READ_LANE_OF = `
  with this as (
    select delivery.delivery_id, delivery.position, lane.lane_id, lane.connection,
           lane.ordering_key, lane.held_reason, lane.head_position, lane.tail_position
    from delivery join lane using (lane_id)
    where delivery.delivery_id = $1
  )
  select this.lane_id::text as lane_id, this.connection, this.ordering_key, this.held_reason,
         this.position < this.head_position as is_passed,
         (least(this.head_position - 1, this.tail_position) - this.position)::integer
           * (this.position < this.head_position)::integer as passed_by,
         transaction.currency, count(other.delivery_id)::integer as waits,
         sum(transaction.amount_minor)::text as minor
  from this
  left join delivery as other on other.lane_id = this.lane_id
    and other.position >= this.head_position and other.delivery_id <> this.delivery_id
  left join transaction on transaction.transaction_id = other.transaction_id
  group by this.lane_id, this.connection, this.ordering_key, this.held_reason, this.position,
           this.head_position, this.tail_position, transaction.currency
  order by transaction.currency
`;

type LaneRow = {
  readonly lane_id: string;
  readonly connection: string;
  readonly ordering_key: string;
  readonly held_reason: string | null;
  readonly is_passed: boolean;
  readonly passed_by: number;
  readonly currency: string | null;
  readonly waits: number;
  readonly minor: string | null;
};

const READ_NEIGHBOURS = `
  with this as (select lane_id, position from delivery where delivery_id = $1)
  select transaction.transaction_id, transaction.number, transaction.party_name,
         transaction.amount_minor, transaction.currency, transaction.accepted_at,
         other.position > this.position as is_behind, other.status
  from this
  join delivery as other on other.lane_id = this.lane_id
    and other.position between this.position - 2 and this.position + 3
    and other.position <> this.position
  join transaction on transaction.transaction_id = other.transaction_id
  where transaction.legal_entity = any($2::text[])
  order by other.position
`;

type NeighbourRow = {
  readonly transaction_id: string;
  readonly number: string;
  readonly party_name: string | null;
  readonly amount_minor: string | null;
  readonly currency: string | null;
  readonly accepted_at: Instant;
  readonly is_behind: boolean;
  readonly status: string;
};

function fromNeighbourRow(row: NeighbourRow) {
  const value = toMoneyWireOrNone(row.amount_minor, row.currency);
  return {
    transaction: row.transaction_id,
    number: cutLine(row.number, 140),
    acceptedAt: row.accepted_at,
    place: row.is_behind ? ('behind' as const) : ('before' as const),
    sentence: STANDINGS[row.status] ?? row.status,
    ...(row.party_name !== null && { party: cutLine(row.party_name, 300) }),
    ...(value && { value }),
  };
}

const STANDINGS: Readonly<Record<string, string>> = {
  waiting: 'waits its turn',
  in_doubt: 'is in doubt and will be looked up',
  confirmed: 'is done',
  rejected: 'was refused',
  parked: 'waits for somebody',
  abandoned: 'was given up',
};
