/** What is open, oldest due day first. */

import type {
  listReconciliationItems,
  Page,
  PageRequest,
  ReconciliationItem,
} from '@kontor/contracts';
import { bankingDayOf, type Clock } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Call, FiltersOf } from '../../../gateway/services.ts';
import { filter, mapPage, readPage } from '../../listing/read-page.ts';
import { legalEntitiesOf } from '../../wire/legal-entities-of.ts';
import { fromItemRow, SELECT_ITEM, type ItemRow } from './item-row.ts';
import { minorOf } from './minor-of.ts';

export async function listItems(
  { db, clock }: { readonly db: Queryable; readonly clock: Clock },
  call: Call,
  filters: FiltersOf<typeof listReconciliationItems>,
  page: PageRequest,
): Promise<Page<ReconciliationItem>> {
  const today = bankingDayOf(clock.now());
  const rows = await readPage<ItemRow>(
    db,
    {
      name: 'console_open_items',
      select: SELECT_ITEM,
      conditions: [
        {
          sql: `item.status in ('open', 'partly') and item.legal_entity = any($::text[])`,
          value: legalEntitiesOf(call),
        },
        filter('item.legal_entity = $', filters.legalEntity),
        filter('item.currency = $', filters.currency),
        filter('item.customer = $', filters.customer),
        filter(`${OPEN} >= $::numeric`, minorOf(filters.itemAmountFrom, filters.currency)),
        filter(`${OPEN} <= $::numeric`, minorOf(filters.itemAmountTo, filters.currency)),
        filter(
          'item.amount_minor > 0 and item.due_day < $::date',
          filters.overdue === true ? today : undefined,
        ),
        filter(`search_question($) @@ ${WORDS}`, filters.itemText),
      ],
      order: {
        keys: [
          { sql: 'coalesce(item.due_day, item.issue_day)', type: 'date' },
          { sql: 'item.open_item_id', type: 'text' },
        ],
        direction: 'asc',
      },
    },
    page,
  );
  return mapPage(rows, (row) => fromItemRow(row, today));
}

const OPEN = '(item.amount_minor - item.claimed_minor)';

/** As its index has it. */
const WORDS = `search_words(
  item.number || ' ' || regexp_replace(item.number, '[^[:alnum:]]+', '', 'g') || ' '
  || item.customer || ' ' || coalesce(item.party_name, '') || ' '
  || coalesce(item.payment_reference, ''))`;
