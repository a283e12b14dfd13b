/** The filters of the list. Those that are needed rarely are folded until one of them is set. */

import type { ConsoleTransactions } from '@kontor/contracts';
import { useState } from 'react';
import { formatDay } from '../../../lib/format.ts';
import {
  Button,
  type FilterChip,
  FilterDays,
  Filters,
  FilterSelect,
  FilterText,
  WORDS,
} from '../../../ui/index.ts';
import { KINDS, STATES, type TransactionsSearch } from './transactions-search.ts';
import { KIND_WORDS } from './words.ts';

type Choices = NonNullable<ConsoleTransactions['choices']>;
type Change = Partial<{ [Key in keyof TransactionsSearch]: TransactionsSearch[Key] | undefined }>;

export type ListFiltersProps = {
  readonly search: TransactionsSearch;
  readonly choices: Choices | undefined;
  readonly onChange: (change: Change) => void;
  readonly onClear: () => void;
};

export function ListFilters({ search, choices, onChange, onClear }: ListFiltersProps) {
  const isRareSet = RARE.some((name) => search[name] !== undefined);
  const [isOpen, setOpen] = useState(isRareSet);
  return (
    <Filters set={chipsOf(search, choices, onChange)} onClear={onClear}>
      <FilterText
        label="Find"
        placeholder="Number, party, SAP document"
        value={search.text}
        onChange={(text) => onChange({ text })}
      />
      <FilterSelect
        label="State"
        value={search.state}
        onChange={(state) => onChange({ state: STATES.find((known) => known === state) })}
        options={STATES.map((state) => ({ value: state, label: WORDS[state] }))}
      />
      <FilterSelect
        label="Legal entity"
        value={search.legalEntity}
        onChange={(legalEntity) => onChange({ legalEntity })}
        options={(choices?.legalEntities ?? []).map(withCode)}
      />
      <FilterDays
        label="Accepted"
        value={{ from: search.from === 'today' ? undefined : search.from, until: search.until }}
        onChange={onChange}
      />
      {isOpen || isRareSet ? (
        <RareFilters {...{ search, choices, onChange }} />
      ) : (
        <Button variant="subtle" onClick={() => setOpen(true)}>
          More filters
        </Button>
      )}
    </Filters>
  );
}

function RareFilters({ search, choices, onChange }: Omit<ListFiltersProps, 'onClear'>) {
  return (
    <>
      <FilterSelect
        label="Kind"
        value={search.kind}
        onChange={(kind) => onChange({ kind: KINDS.find((known) => known === kind) })}
        options={KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind] }))}
      />
      <FilterSelect
        label="Process"
        value={search.process}
        onChange={(process) => onChange({ process })}
        options={choices?.processes ?? []}
      />
      <FilterSelect
        label="Application"
        value={search.application}
        onChange={(application) => onChange({ application })}
        options={choices?.applications ?? []}
      />
      <FilterText
        label="Customer number"
        value={search.customer}
        onChange={(customer) => onChange({ customer })}
      />
      <FilterSelect
        label="Currency"
        value={search.currency}
        onChange={(currency) =>
          onChange({
            currency,
            ...(currency ? {} : { amountFrom: undefined, amountTo: undefined }),
          })
        }
        options={choices?.currencies ?? []}
      />
      {search.currency !== undefined && (
        <>
          <FilterText
            label={`Amount from (${search.currency})`}
            value={search.amountFrom}
            onChange={(amountFrom) => onChange({ amountFrom })}
          />
          <FilterText
            label={`Amount to (${search.currency})`}
            value={search.amountTo}
            onChange={(amountTo) => onChange({ amountTo })}
          />
        </>
      )}
    </>
  );
}

/** What is set, in words, each with a way to take it back. */
function chipsOf(
  search: TransactionsSearch,
  choices: Choices | undefined,
  onChange: (change: Change) => void,
): readonly FilterChip[] {
  const labelOf = (list: Choices['processes'] | undefined, value: string) =>
    list?.find((choice) => choice.value === value)?.label ?? value;
  const words: readonly (readonly [keyof TransactionsSearch, string | undefined])[] = [
    ['text', search.text && `“${search.text}”`],
    ['state', search.state && WORDS[search.state]],
    ['kind', search.kind && KIND_WORDS[search.kind]],
    ['late', search.late && 'Late'],
    ['sort', search.sort && 'Unfinished, oldest first'],
    ['legalEntity', search.legalEntity],
    ['process', search.process && labelOf(choices?.processes, search.process)],
    ['application', search.application && labelOf(choices?.applications, search.application)],
    ['customer', search.customer && `Customer ${search.customer}`],
    ['currency', search.currency],
    ['amountFrom', search.amountFrom && `From ${search.amountFrom}`],
    ['amountTo', search.amountTo && `To ${search.amountTo}`],
    ['from', search.from && dayWords('Since', search.from)],
    ['until', search.until && dayWords('Until', search.until)],
  ];
  return words.flatMap(([name, text]) =>
    text ? [{ words: text, onRemove: () => onChange({ [name]: undefined }) }] : [],
  );
}

function dayWords(word: string, day: string): string {
  return day === 'today' ? 'Today' : `${word} ${formatDay(day)}`;
}

function withCode({ value, label }: Choices['legalEntities'][number]) {
  return { value, label: `${value} · ${label}` };
}

const RARE = [
  ...(['process', 'application', 'customer', 'currency', 'amountFrom', 'amountTo'] as const),
];
