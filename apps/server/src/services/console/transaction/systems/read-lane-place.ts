/** Where a delivery stands in its lane, and the transactions nearest to it that may be seen. */

import type { SystemView } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { holdOf, joinHold, type HoldRow } from '../../../operations/lane-hold.ts';
import { cutLine } from '../../../wire/cut-text.ts';
import { toMoneyWireOrNone } from '../../../wire/to-money-wire.ts';
import { kindOfTransaction } from '../../transactions/kind-of-transaction.ts';

type LanePlace = NonNullable<SystemView['lane']>;

export async function readLanePlace(
  db: Queryable,
  deliveryId: string,
  legalEntities: readonly string[],
): Promise<LanePlace | undefined> {
  const { rows } = await db.query<PlaceRow>({
    name: 'read_lane_place',
    text: READ_LANE_PLACE,
    values: [deliveryId, legalEntities, NEIGHBOURS_MAX],
  });
  const [row] = rows;
  if (!row) return undefined;
  return {
    id: row.lane_id,
    key: cutLine(row.ordering_key, 200),
    before: Number.parseInt(row.before, 10),
    behind: Number.parseInt(row.behind, 10),
    neighbours: row.neighbours.map(toNeighbour),
    ...holdOf(row, { name: 'Kontor', since: row.created_at }),
  };
}

const READ_LANE_PLACE = `
  select lane.lane_id, lane.ordering_key, lane.held_reason, own.created_at,
         greatest(own.position - lane.head_position, 0) as before,
         greatest(lane.tail_position - greatest(own.position, lane.head_position - 1), 0) as behind,
         name_of(hold.actor) as held_by, hold.occurred_at as held_at, near.neighbours
  from delivery as own
  join lane on lane.lane_id = own.lane_id
  ${joinHold()}
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object(
             'place', case when other.position < own.position then 'before' else 'behind' end,
             'isHead', other.position = lane.head_position,
             'transaction_id', transaction.transaction_id, 'process', transaction.process,
             'number', transaction.number, 'party', transaction.party_name,
             'customer', transaction.customer, 'amount_minor', transaction.amount_minor::text,
             'currency', transaction.currency) order by other.position), '[]') as neighbours
    from delivery as other
    join transaction on transaction.transaction_id = other.transaction_id
    where other.lane_id = lane.lane_id and other.delivery_id <> own.delivery_id
      and transaction.legal_entity = any($2::text[])
      and (other.position = lane.head_position
        or other.position between greatest(lane.head_position, own.position - $3::integer)
             and own.position + $3::integer)
  ) as near
  where own.delivery_id = $1
`;

type PlaceRow = HoldRow & {
  readonly lane_id: string;
  readonly ordering_key: string;
  readonly created_at: Instant;
  readonly before: string;
  readonly behind: string;
  readonly neighbours: readonly NeighbourRow[];
};

type NeighbourRow = {
  readonly place: 'before' | 'behind';
  readonly isHead: boolean;
  readonly transaction_id: string;
  readonly process: string;
  readonly number: string;
  readonly party: string | null;
  readonly customer: string | null;
  readonly amount_minor: string | null;
  readonly currency: string | null;
};

function toNeighbour(row: NeighbourRow): LanePlace['neighbours'][number] {
  const amount = toMoneyWireOrNone(row.amount_minor, row.currency);
  return {
    place: row.place,
    isHead: row.isHead,
    what: {
      id: row.transaction_id,
      kind: kindOfTransaction(row),
      number: cutLine(row.number, 140),
      ...(row.party !== null && { party: cutLine(row.party, 300) }),
      ...(row.customer !== null && { customer: row.customer }),
      ...(amount && { amount }),
    },
  };
}

/** On each side: who stands further away does not explain anything. */
const NEIGHBOURS_MAX = 3;
