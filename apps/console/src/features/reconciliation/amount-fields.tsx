/** How much of each chosen item is meant: all that is open unless somebody types another amount. */

import type { ReconciliationItem } from '@kontor/contracts';
import { Group, TextInput } from '../../ui/index.ts';

export type AmountFieldsProps = {
  readonly items: readonly ReconciliationItem[];
  readonly amounts: Readonly<Record<string, string>>;
  readonly wrong: Readonly<Record<string, string>>;
  readonly onAmount: (id: string, amount: string) => void;
};

export function AmountFields({ items, amounts, wrong, onAmount }: AmountFieldsProps) {
  if (items.length === 0) return null;
  return (
    <Group gap="sm" align="flex-start">
      {items.slice(0, FIELDS_MAX).map(({ id, number, open }) => (
        <TextInput
          key={id}
          label={number}
          size="xs"
          w={150}
          value={amounts[id] ?? open.amount}
          error={wrong[id]}
          rightSection={<span aria-hidden>{open.currency}</span>}
          rightSectionWidth={40}
          aria-label={`Amount of ${number} in ${open.currency}`}
          onChange={({ currentTarget }) => onAmount(id, currentTarget.value)}
        />
      ))}
      {items.length > FIELDS_MAX && <span>and {items.length - FIELDS_MAX} more, in whole</span>}
    </Group>
  );
}

/** As many as fit above the bar without covering the panes. */
const FIELDS_MAX = 8;
