/** What did not happen twice, one thing and day a row; found look-ups one by one. */

import type { Page, PageRequest, PreventedDuplicate, PreventedKind } from '@kontor/contracts';
import type { BankingDay, Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../../gateway/services.ts';
import { mapPage, readPage, type Listing } from '../../listing/read-page.ts';
import { cutLine } from '../../wire/cut-text.ts';
import type { PreventedRow } from './read-prevented-days.ts';
import type { Span } from './span.ts';

export async function listPrevented(
  db: Queryable,
  { actor }: Call,
  { kind, span }: { readonly kind: PreventedKind; readonly span: Span },
  page: PageRequest,
): Promise<Page<PreventedDuplicate>> {
  const listing = kind === 'found-by-look-up' ? foundOf(span) : repeatedOf(KINDS[kind], span);
  const rows = await readPage<PreventedSubjectRow>(db, listing, page);
  return mapPage(rows, (row) => {
    const mayRead = actor.permissions.has(
      row.subject_kind === 'transaction' ? 'transactions:read' : 'bank:read',
    );
    const title = mayRead ? row.title : null;
    return {
      subject: {
        kind: row.subject_kind,
        id: row.subject_id,
        ...(title !== null && { title: cutLine(title, TITLE_CHARACTERS_MAX) }),
      },
      legalEntity: row.legal_entity,
      day: row.day,
      times: row.times,
      lastAt: row.last_at,
    };
  });
}

/** In the order of the primary key, within one kind. */
function repeatedOf(kind: PreventedRow['kind'], span: Span): Listing {
  return {
    name: 'list_prevented_repeats',
    select: SELECT_REPEATS,
    conditions: [
      { sql: 'prevented.legal_entity = any($::text[])', value: span.legalEntities },
      { sql: 'prevented.kind = $', value: kind },
      { sql: 'prevented.day >= $::date', value: span.firstDay },
      { sql: 'prevented.day <= $::date', value: span.lastDay },
    ],
    order: {
      keys: [
        { sql: 'prevented.day', type: 'date' },
        { sql: 'prevented.legal_entity', type: 'text' },
        { sql: 'prevented.subject_id', type: 'text' },
      ],
      direction: 'desc',
    },
  };
}

function foundOf(span: Span): Listing {
  return {
    name: 'list_prevented_resends',
    select: SELECT_FOUND,
    conditions: [
      { sql: `attempt.kind = 'look_up' and attempt.outcome = 'confirmed'`, values: [] },
      { sql: 'transaction.legal_entity = any($::text[])', value: span.legalEntities },
      { sql: 'attempt.started_at >= $::timestamptz', value: span.from },
      { sql: 'attempt.started_at < $::timestamptz', value: span.to },
    ],
    order: {
      keys: [
        { sql: 'attempt.started_at', type: 'timestamptz' },
        { sql: 'attempt.delivery_id', type: 'text' },
        { sql: 'attempt.number', type: 'bigint' },
      ],
      direction: 'desc',
    },
  };
}

const SELECT_REPEATS = `
  select prevented.day, prevented.legal_entity, prevented.subject_kind, prevented.subject_id,
         prevented.times, prevented.last_at,
         coalesce(transaction.number, bank_file.name, bank_statement.statement_id) as title
  from prevented_duplicate as prevented
  left join transaction
    on prevented.subject_kind = 'transaction' and transaction_id = prevented.subject_id
  left join bank_file
    on prevented.subject_kind = 'bank-file' and bank_file.bank_file_id = prevented.subject_id
  left join bank_statement
    on prevented.subject_kind = 'bank-statement' and bank_statement_id = prevented.subject_id
`;

const SELECT_FOUND = `
  select (attempt.started_at at time zone 'utc')::date as day, transaction.legal_entity,
         'transaction' as subject_kind, transaction.transaction_id as subject_id, 1 as times,
         attempt.started_at as last_at, transaction.number as title
  from delivery_attempt as attempt
  join delivery on delivery.delivery_id = attempt.delivery_id
  join transaction on transaction.transaction_id = delivery.transaction_id
`;

type PreventedSubjectRow = {
  readonly day: BankingDay;
  readonly legal_entity: string;
  readonly subject_kind: PreventedDuplicate['subject']['kind'];
  readonly subject_id: string;
  readonly times: number;
  readonly last_at: Instant;
  readonly title: string | null;
};

const KINDS = {
  'same-key': 'same_key',
  'same-document': 'same_document',
  'same-file': 'same_file',
  'same-statement': 'same_statement',
} as const;
const TITLE_CHARACTERS_MAX = 300;
