/** The filters of the queue that are not needed every day: the system, and what it is worth. */

import { useViewer } from '../../lib/viewer.ts';
import { FilterSelect, FilterText } from '../../ui/index.ts';
import { AMOUNT, type ExceptionsSearch } from './exceptions-search.ts';

export type Options = readonly { readonly value: string; readonly label: string }[];

export type MoreFiltersProps = {
  readonly search: ExceptionsSearch;
  readonly systems: Options;
  readonly onChange: (change: Partial<ExceptionsSearch>) => void;
};

export function MoreFilters({ search, systems, onChange }: MoreFiltersProps) {
  const { legalEntities } = useViewer();
  const { currency } = search;
  const currencies = new Set(legalEntities.map((each) => each.currency));
  if (currency !== undefined) currencies.add(currency);
  const takeAmount = (name: 'valueFrom' | 'valueTo') => (typed: string | undefined) => {
    const amount = typed?.replaceAll(/[\s\u202f]/g, '').replace(',', '.');
    if (amount === undefined || AMOUNT.test(amount)) onChange({ [name]: amount });
  };
  return (
    <>
      <FilterSelect
        label="System"
        value={search.connection}
        options={systems}
        onChange={(connection) => onChange({ connection })}
      />
      <FilterSelect
        label="Currency"
        value={currency}
        options={[...currencies].sort().map((code) => ({ value: code, label: code }))}
        onChange={(code) =>
          onChange({ currency: code, ...(code === undefined && { ...NO_AMOUNTS }) })
        }
      />
      {currency !== undefined && (
        <>
          <FilterText
            label={`Worth from (${currency})`}
            value={search.valueFrom}
            width={120}
            onChange={takeAmount('valueFrom')}
          />
          <FilterText
            label={`Worth to (${currency})`}
            value={search.valueTo}
            width={120}
            onChange={takeAmount('valueTo')}
          />
        </>
      )}
    </>
  );
}

/** What goes when the currency does. */
export const NO_AMOUNTS = { valueFrom: undefined, valueTo: undefined };
