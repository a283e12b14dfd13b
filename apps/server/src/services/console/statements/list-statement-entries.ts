/** The entries of one statement in its own order, with what they are matched with. */

import type { StatementEntry } from '@kontor/canon';
import type { ConsoleStatementEntry, Page, PageRequest } from '@kontor/contracts';
import type { BankStatementId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../../gateway/services.ts';
import { filter, mapPage, readPage } from '../../listing/read-page.ts';
import { cutText } from '../../wire/cut-text.ts';
import { legalEntitiesOf } from '../../wire/legal-entities-of.ts';
import { toMoneyWire } from '../../wire/to-money-wire.ts';

export type EntryFilters = { readonly status?: ConsoleStatementEntry['status'] };

export async function listStatementEntries(
  db: Queryable,
  call: Call,
  { id, status }: EntryFilters & { readonly id: BankStatementId },
  page: PageRequest,
): Promise<Page<ConsoleStatementEntry>> {
  const rows = await readPage<EntryRow>(
    db,
    {
      name: 'list_statement_entries',
      select: SELECT_ENTRIES,
      conditions: [
        { sql: 'entry.bank_statement_id = $', value: id },
        { sql: 'entry.legal_entity = any($::text[])', value: legalEntitiesOf(call) },
        filter('entry.match_status = any($::text[])', status && STORED_STATUSES[status]),
      ],
      order: { keys: [{ sql: 'entry.position', type: 'bigint' }], direction: 'asc' },
    },
    page,
  );
  return mapPage(rows, fromEntryRow);
}

const SELECT_ENTRIES = `
  select entry.bank_entry_id, entry.position, entry.booking_day, entry.value_day, entry.direction,
         entry.amount_minor, entry.claimed_minor, entry.currency, entry.reversal,
         entry.match_status, entry.entry, made.matches
  from bank_entry as entry
  left join lateral (
    select jsonb_agg(jsonb_build_object('id', match_id, 'rule', rule,
             'transaction', transaction_id) order by match_id) as matches
    from match
    where match.bank_entry_id = entry.bank_entry_id and match.status <> 'released'
  ) as made on true
`;

type StoredStatus = 'none' | 'new' | 'open' | 'partly' | 'matched' | 'returned';

type EntryRow = {
  readonly bank_entry_id: string;
  readonly position: number;
  readonly booking_day: string;
  readonly value_day: string | null;
  readonly direction: 'credit' | 'debit';
  readonly amount_minor: string;
  readonly claimed_minor: string;
  readonly currency: string;
  readonly reversal: boolean;
  readonly match_status: StoredStatus;
  readonly entry: StatementEntry;
  readonly matches:
    | readonly {
        readonly id: string;
        readonly rule: string;
        readonly transaction: string | null;
      }[]
    | null;
};

function fromEntryRow(row: EntryRow): ConsoleStatementEntry {
  const amount = BigInt(row.amount_minor);
  const status = row.match_status === 'new' ? 'open' : row.match_status;
  const isLeft = status === 'open' || status === 'partly';
  return {
    id: row.bank_entry_id,
    position: row.position,
    bookingDay: row.booking_day,
    ...(row.value_day !== null && { valueDay: row.value_day }),
    amount: toMoneyWire(row.direction === 'credit' ? amount : -amount, row.currency),
    open: toMoneyWire(isLeft ? amount - BigInt(row.claimed_minor) : 0n, row.currency),
    reversal: row.reversal,
    ...wordsOf(row.entry),
    status,
    matches: (row.matches ?? []).slice(0, MATCHES_MAX).map(({ id, rule, transaction }) => ({
      id,
      rule,
      ...(transaction !== null && { transaction }),
    })),
  };
}

/** Of a batch, the words of all its payments; a counterparty only where there is one. */
function wordsOf({ details, information }: StatementEntry) {
  const only = details.length === 1 ? details[0] : undefined;
  const remittance = details.flatMap((detail) => detail.remittance ?? []).join('\n');
  const said = remittance || information;
  const references = details.flatMap((detail) => [
    ...(detail.structuredReferences ?? []),
    ...(detail.endToEndId ? [detail.endToEndId] : []),
  ]);
  return {
    ...(only?.counterparty && { counterparty: only.counterparty }),
    ...(said && { remittance: cutText(said, REMITTANCE_CHARACTERS_MAX) }),
    references: references.slice(0, REFERENCES_MAX),
  };
}

const STORED_STATUSES: Readonly<Record<ConsoleStatementEntry['status'], readonly StoredStatus[]>> =
  {
    open: ['new', 'open'],
    partly: ['partly'],
    matched: ['matched'],
    returned: ['returned'],
    none: ['none'],
  };
// Limits of the contract.
const MATCHES_MAX = 100;
const REFERENCES_MAX = 100;
const REMITTANCE_CHARACTERS_MAX = 2_000;
