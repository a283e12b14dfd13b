import { Group, Money } from '../../ui/index.ts';

type Amounts = readonly { readonly amount: string; readonly currency: string }[];

/** One sum for each currency; they are never added up across currencies. */
export function Totals({ totals }: { readonly totals: Amounts }) {
  return (
    <Group gap="0 16px">
      {totals.map((value) => (
        <Money key={value.currency} value={value} />
      ))}
    </Group>
  );
}
