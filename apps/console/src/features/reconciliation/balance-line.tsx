/** The running difference, always in view, and what becomes of it. */

import { useMay } from '../../lib/viewer.ts';
import {
  ActionLine,
  Button,
  Equation,
  Key,
  Money,
  SegmentedControl,
  Text,
} from '../../ui/index.ts';
import type { Balance, DifferenceChoice } from './plan-matches.ts';
import type { Chosen } from './use-workspace.ts';

export type BalanceLineProps = {
  readonly chosen: Chosen;
  readonly difference: DifferenceChoice;
  readonly onDifference: (choice: DifferenceChoice) => void;
  readonly onMatch: () => void;
  readonly onClear: () => void;
};

export function BalanceLine(props: BalanceLineProps) {
  const { chosen, difference, onDifference, onMatch, onClear } = props;
  const { balance, obstacle, matches } = chosen.plan;
  const mayMatch = useMay('receivables:match');
  return (
    <ActionLine
      actions={
        <>
          {balance && balance.choices.length > 1 && (
            <SegmentedControl
              size="xs"
              aria-label="What becomes of the difference"
              value={balance.choices.includes(difference) ? difference : 'open'}
              onChange={(value) => onDifference(value)}
              data={balance.choices.map((value) => ({ value, label: wordsFor(value, balance) }))}
            />
          )}
          {(chosen.lines.length > 1 || chosen.items.length > 0) && (
            <Button variant="subtle" onClick={onClear}>
              Clear
            </Button>
          )}
          {mayMatch && (
            <Button disabled={matches.length === 0} onClick={onMatch} rightSection={<Key>M</Key>}>
              Match
            </Button>
          )}
        </>
      }
    >
      {balance && chosen.lines.length > 0 ? (
        <Figures chosen={chosen} balance={balance} />
      ) : (
        <Hint text={obstacle} />
      )}
    </ActionLine>
  );
}

function Figures({ chosen, balance }: { readonly chosen: Chosen; readonly balance: Balance }) {
  const { currency, received, meant, difference, fit } = balance;
  const money = (amount: string) => <Money value={{ amount, currency }} />;
  const short = { amount: difference, currency };
  return (
    <Equation
      parts={[
        { word: countOf(chosen.lines.length, 'receipt'), value: money(received) },
        { word: countOf(chosen.items.length, 'open item'), value: money(meant) },
        {
          word: FIT_WORDS[chosen.items.length === 0 ? 'none' : fit],
          value: <Money value={short} signed atRisk={fit === 'short'} />,
        },
      ]}
    />
  );
}

function Hint({ text = 'Choose a receipt on the left and what it pays on the right.' }) {
  return (
    <Text size="sm" c="dimmed">
      {text}
    </Text>
  );
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function wordsFor(choice: DifferenceChoice, { fit }: Balance): string {
  if (choice === 'open') return fit === 'short' ? 'Leave the rest open' : 'Leave it unmatched';
  return choice === 'write-off' ? 'Write it off' : 'Keep on account';
}

const FIT_WORDS = {
  exact: 'Exactly',
  short: 'Short by',
  over: 'Too much by',
  none: 'Difference',
} as const;
