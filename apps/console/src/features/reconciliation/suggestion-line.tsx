/** What the rules suggest for the receipt, with its reason; Enter takes it. */

import type { NewMatch, ReconciliationLine, ReconciliationSuggestion } from '@kontor/contracts';
import type { ReactNode } from 'react';
import { useMay } from '../../lib/viewer.ts';
import { ActionLine, Button, Key, Menu, Text } from '../../ui/index.ts';

export type SuggestionLineProps = {
  readonly line: ReconciliationLine | undefined;
  readonly suggestions: readonly ReconciliationSuggestion[];
  readonly onAccept: (suggestion: ReconciliationSuggestion) => void;
  readonly onRefuse: (suggestion: ReconciliationSuggestion) => void;
  /** The way to see what was refused, where something was. */
  readonly refused: ReactNode;
};

export function SuggestionLine(props: SuggestionLineProps) {
  const { line, suggestions, onAccept, onRefuse, refused } = props;
  const [best, ...others] = suggestions;
  const mayMatch = useMay('receivables:match');
  if (!best) {
    const words = line?.question ?? (line && 'The rules find nothing that fits this receipt.');
    return words === undefined ? null : (
      <ActionLine actions={refused}>
        <Text size="sm" c="dimmed" lineClamp={2}>
          {words}
        </Text>
      </ActionLine>
    );
  }
  return (
    <ActionLine
      actions={
        <>
          {refused}
          {mayMatch && (
            <>
              {others.length > 0 && <Others suggestions={others} onAccept={onAccept} />}
              <Button variant="subtle" onClick={() => onRefuse(best)} rightSection={<Key>D</Key>}>
                Not this
              </Button>
              <Button
                variant="light"
                onClick={() => onAccept(best)}
                rightSection={<Key>Enter</Key>}
              >
                Accept
              </Button>
            </>
          )}
        </>
      }
    >
      <Text size="sm" lineClamp={2}>
        <strong>Suggested, {best.confidence} %.</strong> {best.explanation}
      </Text>
    </ActionLine>
  );
}

function Others({ suggestions, onAccept }: Pick<SuggestionLineProps, 'suggestions' | 'onAccept'>) {
  return (
    <Menu position="top-end">
      <Menu.Target>
        <Button variant="subtle">{suggestions.length} more</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {suggestions.map((suggestion) => (
          <Menu.Item key={keyOf(suggestion)} onClick={() => onAccept(suggestion)}>
            {suggestion.confidence} % · {suggestion.explanation}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function keyOf({ bankEntry, rule, allocations, amount }: ReconciliationSuggestion): string {
  return [bankEntry, rule, amount, ...allocations.map(({ openItem }) => openItem)].join(' ');
}

/** As the server takes it: the version is the one that the person sees. */
export function toNewMatch(
  { bankEntry, allocations, writeOff, onAccount }: ReconciliationSuggestion,
  version: number,
): NewMatch {
  return {
    bankEntry,
    allocations: allocations.map(({ openItem, amount }) => ({ openItem, amount })),
    differences: [
      ...(writeOff === undefined
        ? []
        : [{ kind: 'write-off' as const, amount: writeOff, reason: 'Within the tolerance.' }]),
      ...(onAccount === undefined
        ? []
        : [{ kind: 'on-account' as const, amount: onAccount, reason: 'Paid beyond it.' }]),
    ],
    version,
  };
}
