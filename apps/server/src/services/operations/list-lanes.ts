import type { Lane, listLanes as contract, Page, PageRequest } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import type { Call, FiltersOf } from '../../gateway/services.ts';
import { filter, mapPage, readPage } from '../listing/read-page.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { fromLaneRow, SELECT_LANE, type LaneRow } from './lane-row.ts';

/**
 * Lanes with something in them, and those that are held. In the order of their ids: it never
 * changes, so that paging through half a million lanes that move shows each of them once.
 */
export async function listLanes(
  db: Queryable,
  call: Call,
  filters: FiltersOf<typeof contract>,
  page: PageRequest,
): Promise<Page<Lane>> {
  const rows = await readPage<LaneRow>(
    db,
    {
      name: 'list_lanes',
      select: SELECT_LANE,
      conditions: [
        { sql: 'shown.legal_entity = any($::text[])', value: legalEntitiesOf(call) },
        filter('lane.connection = $', filters.connection),
        filter(
          '(lane.head_position <= lane.tail_position or lane.held_reason is not null) = $',
          filters.held === undefined ? true : undefined,
        ),
        filter('(lane.held_reason is not null) = $', filters.held),
        filter(
          '(lane.head_position <= lane.tail_position) = $',
          filters.held === false ? true : undefined,
        ),
      ],
      order: { keys: [{ sql: 'lane.lane_id', type: 'bigint' }], direction: 'asc' },
    },
    page,
  );
  return mapPage(rows, fromLaneRow);
}
