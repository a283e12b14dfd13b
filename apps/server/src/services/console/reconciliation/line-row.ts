/** A receipt as the workspace shows it: with its question, and with the matches that stand. */

import type { StatementEntry } from '@kontor/canon';
import type { ReconciliationLine, ReconciliationMatch } from '@kontor/contracts';
import { currency, money, parseInstant, present, toDecimal } from '@kontor/kernel';
import { cutLine, cutText } from '../../wire/cut-text.ts';
import { toMoneyWire } from '../../wire/to-money-wire.ts';

export const SELECT_LINE = `
  select line.bank_entry_id, line.legal_entity, line.account, line.booking_day, line.value_day,
         line.counterparty_name, line.counterparty_account, line.entry, line.amount_minor,
         line.claimed_minor, line.currency, line.match_status, line.version,
         question.exception_id, question.text as question,
         coalesce(made.matches, '[]') as matches
  from bank_entry as line
  left join exception as question
    on question.bank_entry_id = line.bank_entry_id and question.status = 'open'
  left join lateral (
    select jsonb_agg(jsonb_build_object(
      'id', match_id, 'minor', match.amount_minor::text, 'difference', difference_minor::text,
      'onAccount', on_account_minor::text, 'status', match.status, 'explanation',
      case when rule = 'person' then 'Matched by ' || name_of(made_by) || '.'
           else explanation end,
      'by', name_of(made_by), 'at', made_at, 'transaction', match.transaction_id,
      'progress', transaction.status, 'items', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'number', open_item.number, 'minor', claim.amount_minor::text)
          order by open_item.number), '[]')
        from claim join open_item using (open_item_id)
        where claim.match_id = match.match_id)) order by made_at, match_id) as matches
    from match left join transaction on transaction.transaction_id = match.transaction_id
    where match.bank_entry_id = line.bank_entry_id and match.status <> 'released'
  ) as made on true
`;

export type LineRow = {
  readonly bank_entry_id: string;
  readonly legal_entity: string;
  readonly account: string;
  readonly booking_day: string;
  readonly value_day: string | null;
  readonly counterparty_name: string | null;
  readonly counterparty_account: string | null;
  readonly entry: StatementEntry;
  readonly amount_minor: string;
  readonly claimed_minor: string;
  readonly currency: string;
  readonly match_status: 'new' | 'open' | 'partly' | 'matched' | 'returned';
  readonly version: number;
  readonly exception_id: string | null;
  readonly question: string | null;
  readonly matches: readonly MadeMatch[];
};

type MadeMatch = {
  readonly id: string;
  readonly minor: string;
  readonly difference: string;
  readonly onAccount: string;
  readonly status: 'made' | 'releasing';
  readonly explanation: string;
  readonly by: string;
  readonly at: string;
  readonly transaction: string | null;
  readonly progress: string | null;
  readonly items: readonly { readonly number: string; readonly minor: string }[];
};

export function fromLineRow(row: LineRow): ReconciliationLine {
  const isOver = row.match_status === 'matched' || row.match_status === 'returned';
  const open = isOver ? 0n : BigInt(row.amount_minor) - BigInt(row.claimed_minor);
  const said = wordsOf(row.entry);
  return {
    id: row.bank_entry_id,
    legalEntity: row.legal_entity,
    account: row.account,
    bookingDay: row.booking_day,
    ...(row.value_day !== null && { valueDay: row.value_day }),
    ...(row.counterparty_name !== null && { payer: cutLine(row.counterparty_name, 300) }),
    ...(row.counterparty_account !== null && { payerAccount: row.counterparty_account.slice(-4) }),
    ...(said !== '' && { text: cutText(said, TEXT_CHARACTERS_MAX) }),
    amount: toMoneyWire(row.amount_minor, row.currency),
    open: toMoneyWire(open, row.currency),
    status: row.match_status === 'new' ? 'open' : row.match_status,
    ...(row.question !== null && { question: cutText(row.question, TEXT_CHARACTERS_MAX) }),
    ...(row.exception_id !== null && { exception: row.exception_id }),
    matches: row.matches.slice(-MATCHES_MAX).map((made) => fromMade(made, row.currency)),
    version: row.version,
  };
}

function fromMade(made: MadeMatch, code: string): ReconciliationMatch {
  const text = (minor: string) => toDecimal(money(BigInt(minor), currency(code)));
  return {
    id: made.id,
    amount: text(made.minor),
    items: made.items.map(({ number, minor }) => ({ number, amount: text(minor) })),
    ...(made.difference !== '0' && { writeOff: text(made.difference) }),
    ...(made.onAccount !== '0' && { onAccount: text(made.onAccount) }),
    state: stateOf(made),
    explanation: cutText(made.explanation, 2_000),
    by: made.by,
    at: present(parseInstant(made.at), made.at),
    ...(made.transaction !== null && { transaction: made.transaction }),
  };
}

function stateOf({ status, progress }: MadeMatch): ReconciliationMatch['state'] {
  if (status === 'releasing') return 'being-taken-back';
  if (progress === 'waiting') return 'waiting-for-approval';
  return progress === 'done' ? 'posted' : 'on-its-way';
}

/** What the payer wrote, and the references that are not in it already. */
function wordsOf({ details, information }: StatementEntry): string {
  const texts = details.flatMap(({ remittance = [] }) => remittance);
  const written = texts.length > 0 ? texts.join(' ') : (information ?? '');
  const references = details.flatMap(({ endToEndId, structuredReferences = [] }) => [
    ...structuredReferences,
    ...(endToEndId ? [endToEndId] : []),
  ]);
  const more = [...new Set(references)].filter((reference) => !written.includes(reference));
  return [written, ...more].filter((part) => part !== '').join(' · ');
}

// Limits of the contract.
const TEXT_CHARACTERS_MAX = 1_000;
const MATCHES_MAX = 100;
