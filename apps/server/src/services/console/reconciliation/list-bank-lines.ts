/** Receipts, latest booking day first. Each status has its own index, so it is written out. */

import type {
  listReconciliationLines,
  Page,
  PageRequest,
  ReconciliationLine,
} from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import type { Call, FiltersOf } from '../../../gateway/services.ts';
import { filter, mapPage, readPage } from '../../listing/read-page.ts';
import { legalEntitiesOf } from '../../wire/legal-entities-of.ts';
import { fromLineRow, SELECT_LINE, type LineRow } from './line-row.ts';
import { minorOf } from './minor-of.ts';

type Filters = FiltersOf<typeof listReconciliationLines>;

export async function listBankLines(
  db: Queryable,
  call: Call,
  filters: Filters,
  page: PageRequest,
): Promise<Page<ReconciliationLine>> {
  const { status = 'unmatched' } = filters;
  const rows = await readPage<LineRow>(
    db,
    {
      name: `console_bank_lines_${status}`,
      select: SELECT_LINE,
      conditions: [
        { sql: 'line.legal_entity = any($::text[])', value: legalEntitiesOf(call) },
        // Said in full, because the indexes of what is unmatched and of words are partial ones.
        {
          sql: `line.booked and line.direction = 'credit' and ${STATUSES[status]} and $ = '${status}'`,
          value: status,
        },
        filter('line.legal_entity = $', filters.legalEntity),
        filter('line.currency = $', filters.currency),
        filter('line.account = $', filters.account),
        filter('line.booking_day >= $', filters.from),
        filter('line.booking_day <= $', filters.to),
        filter(`${OPEN} >= $::numeric`, minorOf(filters.amountFrom, filters.currency)),
        filter(`${OPEN} <= $::numeric`, minorOf(filters.amountTo, filters.currency)),
        filter(`search_question($) @@ ${WORDS}`, filters.text),
        // What the index of words holds: entries that a rule has looked at.
        filter(`${LOOKED_AT} and $::text is not null`, filters.text),
      ],
      order: {
        keys: [
          { sql: 'line.booking_day', type: 'date' },
          { sql: 'line.bank_entry_id', type: 'text' },
        ],
        direction: 'desc',
      },
    },
    page,
  );
  return mapPage(rows, fromLineRow);
}

/** What is left of it; of what is matched, what came in. */
const OPEN = `case when line.match_status in ('matched', 'returned') then line.amount_minor
  else line.amount_minor - line.claimed_minor end`;
const LOOKED_AT = "line.match_status in ('open', 'partly', 'matched', 'returned')";

const STATUSES = {
  unmatched: "line.match_status in ('new', 'open', 'partly')",
  open: "line.match_status in ('new', 'open')",
  partly: "line.match_status = 'partly'",
  matched: "line.match_status = 'matched'",
  returned: "line.match_status = 'returned'",
} as const;

/** As its index has it. */
const WORDS = `search_words(
  jsonb_path_query_array(line.entry, '$.details[*].** ? (@.type() == "string")')::text || ' '
  || coalesce(line.entry ->> 'information', '') || ' ' || coalesce(line.servicer_reference, ''))`;
