/** Latest booking day first; only what is booked. */

import type { StatementEntry } from '@kontor/canon';
import type { BankEntry, Page, PageRequest } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import { moneyWire } from './money-text.ts';
import { placeAfter, toPage } from './page.ts';

export type BankEntryFilters = {
  readonly status?: BankEntry['status'];
  readonly account?: string;
  readonly legalEntity?: string;
  readonly bankStatement?: string;
};

export async function listBankEntries(
  db: Queryable,
  permitted: ReadonlySet<string>,
  filters: BankEntryFilters,
  page: PageRequest,
): Promise<Page<BankEntry>> {
  const { rows } = await db.query<EntryRow>({
    name: 'list_bank_entries',
    text: LIST_BANK_ENTRIES,
    values: [
      [...permitted],
      filters.status && STORED_STATUSES[filters.status],
      filters.account,
      filters.legalEntity,
      filters.bankStatement,
      ...placeAfter(page),
      page.size + 1,
    ],
  });
  return toPage(rows, page, fromEntryRow);
}

const LIST_BANK_ENTRIES = `
  select jsonb_build_array(booking_day::text, bank_entry_id)::text as place, bank_entry_id,
    bank_statement_id, legal_entity, account, position, amount_minor, claimed_minor, currency,
    direction, reversal, booking_day, value_day, servicer_reference, match_status, entry, version,
    array(select match_id from match
          where match.bank_entry_id = entry_row.bank_entry_id and status <> 'released'
          order by match_id) as matches
  from bank_entry as entry_row
  where booked
    and legal_entity = any ($1)
    and ($2::text[] is null or match_status = any ($2))
    and ($3::text is null or account = $3)
    and ($4::text is null or legal_entity = $4)
    and ($5::text is null or bank_statement_id = $5)
    and ($6::date is null or (booking_day, bank_entry_id) < ($6, $7))
  order by booking_day desc, bank_entry_id desc
  limit $8
`;

type MatchStatus = 'none' | 'new' | 'open' | 'partly' | 'matched' | 'returned';

type EntryRow = {
  readonly place: string;
  readonly bank_entry_id: string;
  readonly bank_statement_id: string;
  readonly legal_entity: string;
  readonly account: string;
  readonly position: number;
  readonly amount_minor: string;
  readonly claimed_minor: string;
  readonly currency: string;
  readonly direction: StatementEntry['direction'];
  readonly reversal: boolean;
  readonly booking_day: string;
  readonly value_day: string | null;
  readonly servicer_reference: string | null;
  readonly match_status: MatchStatus;
  readonly entry: StatementEntry;
  readonly version: number;
  readonly matches: readonly string[];
};

function fromEntryRow(row: EntryRow): BankEntry {
  const status = SHOWN_STATUS[row.match_status];
  const left = status === 'matched' ? 0n : BigInt(row.amount_minor) - BigInt(row.claimed_minor);
  return {
    id: row.bank_entry_id,
    bankStatement: row.bank_statement_id,
    legalEntity: row.legal_entity,
    account: row.account,
    position: row.position,
    amount: moneyWire(row.amount_minor, row.currency),
    open: moneyWire(left, row.currency),
    direction: row.direction,
    reversal: row.reversal,
    bookingDay: row.booking_day,
    ...(row.value_day !== null && { valueDay: row.value_day }),
    ...wordsOf(row.entry),
    ...(row.servicer_reference !== null && { servicerReference: row.servicer_reference }),
    status,
    ...(row.matches.length > 0 && { matches: row.matches.slice(0, MATCHES_MAX) }),
    version: row.version,
  };
}

/** Of a batch, the words of all its payments; a counterparty only where there is one. */
function wordsOf({ details }: StatementEntry) {
  const only = details.length === 1 ? details[0] : undefined;
  const remittance = details.flatMap((detail) => detail.remittance ?? []).slice(0, WORDS_MAX);
  const references = details.flatMap((detail) => detail.structuredReferences ?? []);
  const returnReason = details.find((detail) => detail.returnReason)?.returnReason;
  return {
    ...(only?.counterparty && { counterparty: only.counterparty }),
    ...(remittance.length > 0 && { remittance }),
    ...(references.length > 0 && { structuredReferences: references.slice(0, WORDS_MAX) }),
    ...(only?.endToEndId && { endToEndId: only.endToEndId }),
    ...(returnReason && { returnReason }),
  };
}

/** What the contract of an entry holds. */
const WORDS_MAX = 100;
const MATCHES_MAX = 1_000;

/**
 * `matched` for all of which nothing is left to match: debits of ours and returned receipts too.
 */
const SHOWN_STATUS = {
  new: 'open',
  open: 'open',
  partly: 'partly',
  matched: 'matched',
  none: 'matched',
  returned: 'matched',
} as const satisfies Record<MatchStatus, BankEntry['status']>;

const STORED_STATUSES: Readonly<Record<BankEntry['status'], readonly MatchStatus[]>> = {
  open: ['new', 'open'],
  partly: ['partly'],
  matched: ['matched', 'none', 'returned'],
};
