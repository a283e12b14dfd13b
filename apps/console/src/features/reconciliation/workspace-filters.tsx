/** The filters of both panes. */

import type { Reconciliation } from '@kontor/contracts';
import {
  Button,
  Checkbox,
  type FilterChip,
  FilterDays,
  FilterSelect,
  FilterText,
  Filters,
  Popover,
  Stack,
} from '../../ui/index.ts';
import {
  LINE_STATUSES,
  type LineStatus,
  type ReconciliationSearch,
} from './reconciliation-search.ts';

export type WorkspaceFiltersProps = {
  readonly search: ReconciliationSearch;
  readonly data: Reconciliation | undefined;
  readonly change: (part: Partial<ReconciliationSearch>) => void;
};

export function LineFilters({ search, data, change }: WorkspaceFiltersProps) {
  const { status, account, from, to, text } = search;
  const chips = chipsOf(search, LINE_WORDS, change);
  return (
    <Filters set={chips} onClear={() => change(cleared(LINE_WORDS))}>
      <FilterText
        label="Search receipts"
        placeholder="Name, text, reference"
        value={text}
        onChange={(value) => change({ text: value })}
      />
      <FilterSelect
        label="Status"
        value={status}
        options={LINE_STATUSES.map((value) => ({ value, label: STATUS_WORDS[value] }))}
        onChange={(value) => change({ status: value as LineStatus | undefined })}
      />
      <Popover position="bottom-end" withArrow trapFocus>
        <Popover.Target>
          <Button variant="default" aria-label="More filters of receipts">
            More
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="sm">
            <FilterSelect
              label="Account"
              value={account}
              options={(data?.accounts ?? []).map((each) => ({
                value: each.account,
                label: `${each.name} …${each.account.slice(-4)} ${each.currency}`,
              }))}
              onChange={(value) => change({ account: value })}
            />
            <FilterDays
              label="Booked"
              value={{ from, until: to }}
              onChange={({ from: begin, until }) => change({ from: begin, to: until })}
            />
            <AmountFilter
              label="Amount of receipt"
              value={search.amountFrom}
              onChange={(value) => change({ amountFrom: value, amountTo: value })}
            />
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </Filters>
  );
}

export function ItemFilters({ search, change }: WorkspaceFiltersProps) {
  const chips = chipsOf(search, ITEM_WORDS, change);
  return (
    <Filters set={chips} onClear={() => change(cleared(ITEM_WORDS))}>
      <FilterText
        label="Search open items"
        placeholder="Number, customer, reference"
        value={search.itemText}
        onChange={(value) => change({ itemText: value })}
      />
      <AmountFilter
        label="Amount open"
        value={search.itemAmountFrom}
        onChange={(value) => change({ itemAmountFrom: value, itemAmountTo: value })}
      />
      <Checkbox
        label="Overdue only"
        checked={search.overdue ?? false}
        onChange={({ currentTarget }) => change({ overdue: currentTarget.checked || undefined })}
      />
    </Filters>
  );
}

type AmountFilterProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
};

/** Exactly this amount: what people look for is a figure that they have in front of them. */
function AmountFilter({ label, value, onChange }: AmountFilterProps) {
  const take = (typed: string | undefined) => {
    const amount = typed?.replaceAll(/[\s\u202f]/g, '').replace(',', '.');
    if (amount === undefined || /^-?\d{1,18}(\.\d{1,8})?$/.test(amount)) onChange(amount);
  };
  return (
    <FilterText label={label} placeholder="1250.00" width={120} value={value} onChange={take} />
  );
}

type Words = { readonly [Name in keyof ReconciliationSearch]?: (value: string) => string };

export function isFilteredBy(search: ReconciliationSearch, words: Words): boolean {
  return Object.keys(words).some(
    (name) => name !== 'status' && search[name as keyof ReconciliationSearch] !== undefined,
  );
}

function chipsOf(
  search: ReconciliationSearch,
  words: Words,
  change: WorkspaceFiltersProps['change'],
): readonly FilterChip[] {
  return Object.entries(words).flatMap(([name, toWords]) => {
    const value = search[name as keyof ReconciliationSearch];
    if (value === undefined) return [];
    return [{ words: toWords(String(value)), onRemove: () => change({ [name]: undefined }) }];
  });
}

function cleared(words: Words): Partial<ReconciliationSearch> {
  return Object.fromEntries(Object.keys(words).map((name) => [name, undefined]));
}

const STATUS_WORDS: Readonly<Record<LineStatus, string>> = {
  unmatched: 'Unmatched',
  open: 'Open',
  partly: 'Partly matched',
  matched: 'Matched',
  returned: 'Returned',
};

export const LINE_WORDS: Words = {
  text: (value) => `says ${value}`,
  status: (value) => STATUS_WORDS[value as LineStatus],
  account: (value) => `account …${value.slice(-4)}`,
  from: (value) => `booked from ${value}`,
  to: (value) => `booked until ${value}`,
  amountFrom: (value) => `from ${value}`,
  amountTo: (value) => `up to ${value}`,
};
export const ITEM_WORDS: Words = {
  itemText: (value) => `says ${value}`,
  customer: (value) => `customer ${value}`,
  itemAmountFrom: (value) => `from ${value}`,
  itemAmountTo: (value) => `up to ${value}`,
  overdue: () => 'overdue',
};
