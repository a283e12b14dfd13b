/** Oldest due day first. */

import type { LedgerDocument } from '@kontor/canon';
import type { OpenItem, Page, PageRequest } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import { moneyWire } from './money-text.ts';
import { placeAfter, toPage } from './page.ts';

export type OpenItemFilters = {
  readonly status?: OpenItem['status'];
  readonly customer?: string;
  readonly legalEntity?: string;
  readonly number?: string;
};

export async function listOpenItems(
  db: Queryable,
  permitted: ReadonlySet<string>,
  filters: OpenItemFilters,
  page: PageRequest,
): Promise<Page<OpenItem>> {
  const { rows } = await db.query<OpenItemRow>({
    name: 'list_open_items',
    text: LIST_OPEN_ITEMS,
    values: [
      [...permitted],
      filters.status === 'reversed' ? 'cancelled' : filters.status,
      filters.customer,
      filters.legalEntity,
      filters.number,
      ...placeAfter(page),
      page.size + 1,
    ],
  });
  return toPage(rows, page, fromOpenItemRow);
}

const LIST_OPEN_ITEMS = `
  select jsonb_build_array(coalesce(due_day, issue_day)::text, open_item_id)::text as place,
    open_item_id, transaction_id, legal_entity, customer, number, issue_day, due_day, currency,
    amount_minor, amount_minor - claimed_minor as open_minor, document, status, version
  from open_item
  where legal_entity = any ($1)
    and ($2::text is null or status = $2)
    and ($3::text is null or customer = $3)
    and ($4::text is null or legal_entity = $4)
    and ($5::text is null or number = $5)
    and ($6::date is null or (coalesce(due_day, issue_day), open_item_id) > ($6, $7))
  order by coalesce(due_day, issue_day), open_item_id
  limit $8
`;

type OpenItemRow = {
  readonly place: string;
  readonly open_item_id: string;
  readonly transaction_id: string;
  readonly legal_entity: string;
  readonly customer: string;
  readonly number: string;
  readonly issue_day: string;
  readonly due_day: string | null;
  readonly currency: string;
  readonly amount_minor: string;
  readonly open_minor: string;
  readonly document: LedgerDocument;
  readonly status: 'open' | 'partly' | 'cleared' | 'cancelled';
  readonly version: number;
};

function fromOpenItemRow(row: OpenItemRow): OpenItem {
  const isCreditNote = row.amount_minor.startsWith('-');
  const isReversed = row.status === 'cancelled';
  const unsigned = (minor: string) => moneyWire(minor.replace('-', ''), row.currency);
  return {
    id: row.open_item_id,
    legalEntity: row.legal_entity,
    customer: row.customer,
    number: row.number,
    kind: isCreditNote ? 'credit-note' : 'invoice',
    amount: unsigned(row.amount_minor),
    open: unsigned(isReversed ? '0' : row.open_minor),
    documentDay: row.issue_day,
    ...(row.due_day !== null && { dueDay: row.due_day }),
    documentNumber: row.document.number,
    status: row.status === 'cancelled' ? 'reversed' : row.status,
    transaction: row.transaction_id,
    version: row.version,
  };
}
