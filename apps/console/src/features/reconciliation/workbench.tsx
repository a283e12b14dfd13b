/**
 * The two panes and the bar below them. Nothing is decided in the browser: what is chosen becomes a
 * plan, whose effect the server shows before it happens.
 */

import type { Match, NewMatch, Reconciliation, ReconciliationSuggestion } from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useKeys } from '../../lib/keyboard.ts';
import { toProblem } from '../../lib/problem.ts';
import { useMay } from '../../lib/viewer.ts';
import { ActionBar, Button, notify, SideBySide, Stack } from '../../ui/index.ts';
import { takeBack } from './act-on-matches.ts';
import { AmountFields } from './amount-fields.tsx';
import { BalanceLine } from './balance-line.tsx';
import { ItemPane } from './item-pane.tsx';
import { LinePane } from './line-pane.tsx';
import { MadeMatches } from './made-matches.tsx';
import { MatchDialog } from './match-dialog.tsx';
import type { DifferenceChoice } from './plan-matches.ts';
import { itemIdsOf, type ReconciliationSearch } from './reconciliation-search.ts';
import { RefusedLines } from './refused-lines.tsx';
import { SuggestionLine, toNewMatch } from './suggestion-line.tsx';
import { type Refusals, useRefusals } from './use-refusals.ts';
import { chosenOf, useItems, useLines } from './use-workspace.ts';
import {
  ITEM_WORDS,
  isFilteredBy,
  ItemFilters,
  LINE_WORDS,
  LineFilters,
} from './workspace-filters.tsx';

export type WorkbenchProps = {
  readonly data: Reconciliation;
  readonly search: ReconciliationSearch;
  readonly change: (part: Partial<ReconciliationSearch>) => void;
};

export function Workbench(props: WorkbenchProps) {
  const { data, search, change } = props;
  const lines = useLines(search, data);
  const items = useItems(search, data);
  const decision = useDecision(props);
  const { accept, match, clear, asked } = decision;
  const { onMade, undo, onTakenBack } = useDone(lines.rows, { search, change, clear });
  const refusals = useRefusals();
  const { suggestions } = data.selected;
  const refuseFirst = () => decision.chosen.items.length === 0 && refusals.refuse(suggestions[0]);
  useKeys({ m: match, u: undo, d: refuseFirst, Escape: clear, ...PANE_KEYS });
  const marks = marksOf(search, change);
  return (
    <Stack gap="md">
      <SideBySide
        left={<LineFilters {...{ search, data, change }} />}
        right={<ItemFilters {...{ search, data, change }} />}
      />
      <SideBySide
        left={
          <LinePane
            {...lines}
            isReadable={data.bankLines !== undefined}
            status={search.status ?? 'unmatched'}
            focused={search.line}
            marked={marks.lines}
            onFocus={({ id }) => change({ line: id })}
            onMark={({ id }) => marks.mark('lines', id)}
            onAccept={({ id }) => accept(suggestions.find(({ bankEntry }) => bankEntry === id))}
            isFiltered={isFilteredBy(search, LINE_WORDS)}
          />
        }
        right={
          <ItemPane
            {...items}
            marked={marks.items}
            onMark={({ id }) => marks.mark('items', id)}
            isFiltered={isFilteredBy(search, ITEM_WORDS)}
          />
        }
      />
      <Selection {...props} {...decision} {...{ onTakenBack, refusals }} />
      <MatchDialog
        matches={asked ?? []}
        opened={asked !== undefined}
        onClose={() => decision.setAsked(undefined)}
        onMade={onMade}
      />
    </Stack>
  );
}

/** What the person is about to decide: amounts, the difference, and what is asked about. */
function useDecision({ data, search, change }: WorkbenchProps) {
  const mayMatch = useMay('receivables:match');
  const [amounts, setAmounts] = useState<Readonly<Record<string, string>>>({});
  const [difference, setDifference] = useState<DifferenceChoice>('open');
  const [asked, setAsked] = useState<readonly NewMatch[]>();
  const chosen = chosenOf(search, data, { amounts, difference });
  const accept = (suggestion: ReconciliationSuggestion | undefined) => {
    const line = data.selected.bankLines.find(({ id }) => id === suggestion?.bankEntry);
    if (mayMatch && suggestion && line) setAsked([toNewMatch(suggestion, line.version)]);
  };
  const match = () => {
    if (mayMatch && chosen.plan.matches.length > 0) setAsked(chosen.plan.matches);
  };
  const clear = () => {
    setAmounts({});
    setDifference('open');
    change({ lines: undefined, items: undefined });
  };
  const setAmount = (id: string, amount: string) => setAmounts({ ...amounts, [id]: amount });
  return {
    ...{ amounts, setAmount, difference, setDifference, asked, setAsked },
    ...{ chosen, accept, match, clear },
  };
}

type SelectionProps = WorkbenchProps &
  ReturnType<typeof useDecision> &
  Pick<ReturnType<typeof useDone>, 'onTakenBack'> & { readonly refusals: Refusals };

function Selection(props: SelectionProps) {
  const { data, search, change, chosen, amounts, difference, refusals } = props;
  const { refused } = data.selected;
  const focused = data.selected.bankLines.find(({ id }) => id === search.line);
  return (
    <ActionBar label="Selection">
      {focused && focused.matches.length > 0 && (
        <MadeMatches line={focused} onTakenBack={props.onTakenBack} />
      )}
      {chosen.items.length === 0 && (
        <SuggestionLine
          line={chosen.lines[0]}
          suggestions={data.selected.suggestions}
          onAccept={props.accept}
          onRefuse={refusals.refuse}
          refused={
            refused.length > 0 && (
              <Button
                variant="subtle"
                aria-expanded={search.refused === true}
                onClick={() => change({ refused: search.refused ? undefined : true })}
              >
                {refused.length} refused
              </Button>
            )
          }
        />
      )}
      {chosen.items.length === 0 && search.refused && (
        <RefusedLines refused={refused} onSuggestAgain={refusals.suggestAgain} />
      )}
      <AmountFields
        items={chosen.items}
        amounts={amounts}
        wrong={chosen.plan.wrong}
        onAmount={props.setAmount}
      />
      <BalanceLine
        {...{ chosen, difference }}
        onDifference={props.setDifference}
        onMatch={props.match}
        onClear={props.clear}
      />
    </ActionBar>
  );
}

type Done = {
  readonly search: ReconciliationSearch;
  readonly change: WorkbenchProps['change'];
  readonly clear: () => void;
};

/** After a match: the next receipt is at hand, and for a while the last match can be undone. */
function useDone(rows: readonly { readonly id: string }[], { search, change, clear }: Done) {
  const client = useQueryClient();
  const [last, setLast] = useState<readonly Match[]>();
  const refresh = () => void client.invalidateQueries({ predicate: isOfWorkspace });
  const takeLastBack = (matches: readonly Match[]) => {
    setLast(undefined);
    notify({ message: 'Taking it back: the ledger reverses its document first.' });
    takeBack(
      matches.map(({ id }) => id),
      'Undone right after matching.',
    )
      .then(() => notify({ message: 'Taken back. Receipts and items are open again in a moment.' }))
      .catch((error: unknown) => notify({ message: toProblem(error).message }))
      .finally(refresh);
  };
  const onMade = (matches: readonly Match[]) => {
    setLast(matches);
    clear();
    const matched = new Set(matches.map(({ bankEntry }) => bankEntry));
    const at = rows.findIndex(({ id }) => id === search.line);
    const next = [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))];
    change({
      lines: undefined,
      items: undefined,
      line: next.find(({ id }) => !matched.has(id))?.id,
    });
    refresh();
    notify({ message: wordsOf(matches), undo: () => takeLastBack(matches) });
  };
  const undo = () => {
    if (last) takeLastBack(last);
  };
  const onTakenBack = () => {
    refresh();
    notify({ message: 'Being taken back. The ledger reverses its document first.' });
  };
  return { onMade, undo, onTakenBack };
}

function wordsOf(matches: readonly Match[]): string {
  const isAsked = matches.some(({ approval }) => approval?.state === 'asked');
  const count = matches.length === 1 ? 'Matched.' : `${matches.length} matches made.`;
  return isAsked
    ? `${count} The ledger is told when a second person approves the write-off.`
    : `${count} The ledger is being told; undo reverses it there.`;
}

function isOfWorkspace({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean {
  return queryKey[0] === 'bank' || queryKey[0] === 'receivables';
}

function marksOf(search: ReconciliationSearch, change: WorkbenchProps['change']) {
  const lines = new Set(search.lines?.split(','));
  const items = new Set(itemIdsOf(search));
  const mark = (side: 'lines' | 'items', id: string) => {
    const marked = new Set(side === 'lines' ? lines : items);
    if (!marked.delete(id)) marked.add(id);
    change({ [side]: marked.size === 0 ? undefined : [...marked].join(',') });
  };
  return { lines, items, mark };
}

/** From pane to pane without the mouse; Tab goes the same way. */
const PANE_KEYS = {
  ArrowLeft: () => focusPane('Receipts'),
  ArrowRight: () => focusPane('Open items'),
};

function focusPane(label: string): void {
  document.querySelector<HTMLElement>(`[role="grid"][aria-label="${label}"]`)?.focus();
}
