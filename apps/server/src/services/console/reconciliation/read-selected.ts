/**
 * What is selected, wherever it stands in the lists, and what the rules suggest for it now: for
 * lines, what each may pay; for items alone, which receipts may pay them.
 */

import type {
  getReconciliation,
  Reconciliation,
  ReconciliationItem,
  ReconciliationLine,
  ReconciliationSuggestion,
} from '@kontor/contracts';
import { bankingDayOf, currency, money, toDecimal } from '@kontor/kernel';
import {
  suggestionsForEntries,
  suggestionsForItems,
  type EntrySuggestion,
} from '@kontor/reconciliation';
import type { Queryable } from '@kontor/postgres';
import type { Static } from 'typebox';
import type { Call } from '../../../gateway/services.ts';
import { cutText } from '../../wire/cut-text.ts';
import { legalEntitiesOf } from '../../wire/legal-entities-of.ts';
import { fromItemRow, SELECT_ITEM, type ItemRow } from './item-row.ts';
import { fromLineRow, SELECT_LINE, type LineRow } from './line-row.ts';
import type { ReconciliationOptions } from './reconciliation-console.ts';

type Query = Static<(typeof getReconciliation)['query']>;

export async function readSelected(
  { pool, office, clock }: ReconciliationOptions,
  call: Call,
  { line = [], item = [] }: Query,
): Promise<Reconciliation['selected']> {
  const readsBank = call.actor.permissions.has('bank:read');
  const today = bankingDayOf(clock.now());
  const suggested = readsBank ? await suggest(pool, office.rules, call, { line, item }) : [];
  const lineIds = [...new Set([...line, ...suggested.map(({ bankEntryId }) => bankEntryId)])];
  const itemIds = suggested.flatMap(({ allocations }) =>
    allocations.map((each) => each.openItemId),
  );
  const wanted = [...new Set([...item, ...itemIds])];
  const [bankLines, openItems] = await Promise.all([
    readsBank ? readLines(pool, call, lineIds) : [],
    readItems(pool, call, wanted, today),
  ]);
  const shown = suggested.flatMap((each) => toSuggestion(each, bankLines, openItems));
  return {
    bankLines: [...bankLines],
    openItems: [...openItems],
    suggestions: shown.filter(({ refused }) => refused === undefined),
    refused: shown.filter(({ refused }) => refused !== undefined),
  };
}

async function suggest(
  db: Queryable,
  rules: ReconciliationOptions['office']['rules'],
  { actor }: Call,
  { line, item }: { readonly line: readonly string[]; readonly item: readonly string[] },
): Promise<readonly EntrySuggestion[]> {
  const permitted = actor.legalEntities;
  if (line.length === 0) {
    return item.length === 0
      ? []
      : suggestionsForItems(db, rules, { openItemIds: item, permitted });
  }
  const bankEntryIds = line.slice(0, LINES_SUGGESTED_MAX);
  return suggestionsForEntries(db, rules, { bankEntryIds, permitted });
}

async function readLines(
  db: Queryable,
  call: Call,
  ids: readonly string[],
): Promise<readonly ReconciliationLine[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<LineRow>({
    name: 'console_selected_lines',
    text: `${SELECT_LINE} where line.bank_entry_id = any($1) and line.legal_entity = any($2)
      and line.booked and line.direction = 'credit' and line.match_status <> 'none'`,
    values: [ids, legalEntitiesOf(call)],
  });
  return inOrder(rows.map(fromLineRow), ids);
}

async function readItems(
  db: Queryable,
  call: Call,
  ids: readonly string[],
  today: string,
): Promise<readonly ReconciliationItem[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<ItemRow>({
    name: 'console_selected_items',
    text: `${SELECT_ITEM} where item.open_item_id = any($1) and item.legal_entity = any($2)`,
    values: [ids, legalEntitiesOf(call)],
  });
  return inOrder(
    rows.map((row) => fromItemRow(row, today)),
    ids,
  );
}

function inOrder<Row extends { readonly id: string }>(
  rows: readonly Row[],
  ids: readonly string[],
): readonly Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function toSuggestion(
  suggestion: EntrySuggestion,
  lines: readonly ReconciliationLine[],
  items: readonly ReconciliationItem[],
): readonly ReconciliationSuggestion[] {
  const line = lines.find(({ id }) => id === suggestion.bankEntryId);
  if (!line) return [];
  const code = line.amount.currency;
  const text = (minor: bigint) => toDecimal(money(minor, currency(code)));
  return [
    {
      bankEntry: line.id,
      rule: suggestion.rule,
      explanation: cutText(suggestion.explanation, 2_000),
      confidence: suggestion.confidence,
      customer: suggestion.customer,
      currency: code,
      allocations: suggestion.allocations.map(({ openItemId, amount }) => ({
        openItem: openItemId,
        number: items.find(({ id }) => id === openItemId)?.number ?? openItemId,
        amount: text(amount),
      })),
      ...(suggestion.difference !== 0n && { writeOff: text(suggestion.difference) }),
      ...(suggestion.onAccount !== 0n && { onAccount: text(suggestion.onAccount) }),
      amount: text(suggestion.uses),
      ...(suggestion.refusal && { refused: suggestion.refusal }),
    },
  ];
}

/** Beyond a handful of lines a person knows what belongs together. */
const LINES_SUGGESTED_MAX = 5;
