/** The filters of the queue. */

import { useInfiniteQuery } from '@tanstack/react-query';
import { formatDay } from '../../lib/format.ts';
import { useState } from 'react';
import { useViewer } from '../../lib/viewer.ts';
import { Button, type FilterChip, Filters, FilterSelect, FilterText } from '../../ui/index.ts';
import { type ExceptionsSearch, queueQuery, type Sort } from './exceptions-search.ts';
import { MoreFilters, NO_AMOUNTS, type Options } from './more-filters.tsx';

export type ExceptionFiltersProps = {
  readonly search: ExceptionsSearch;
  readonly onChange: (change: Partial<ExceptionsSearch>) => void;
};

export function ExceptionFilters({ search, onChange }: ExceptionFiltersProps) {
  const { legalEntities } = useViewer();
  const { causes, systems } = useChoices(search);
  const [showsMore, setShowsMore] = useState(MORE.some((name) => search[name] !== undefined));
  const set = chipsOf(search, [...causes, ...systems], onChange);
  const clear = () => onChange(Object.fromEntries(FILTERS.map((name) => [name, undefined])));
  return (
    <Filters set={set} onClear={clear}>
      <FilterSelect
        label="Cause"
        value={search.cause}
        options={causes}
        onChange={(cause) => onChange({ cause })}
      />
      <FilterSelect
        label="With"
        value={search.assignee}
        options={WITH}
        onChange={(assignee) => onChange({ assignee })}
      />
      {legalEntities.length > 1 && (
        <FilterSelect
          label="Legal entity"
          value={search.legalEntity}
          options={legalEntities.map(({ code, name }) => ({
            value: code,
            label: `${code} ${name}`,
          }))}
          onChange={(legalEntity) => onChange({ legalEntity })}
        />
      )}
      <FilterSelect
        label="Age"
        value={search.olderThan}
        options={AGES}
        onChange={(olderThan) => onChange({ olderThan })}
      />
      <FilterText
        label="Number"
        value={search.number}
        placeholder="INV-1004"
        onChange={(number) => onChange({ number })}
      />
      <FilterSelect
        label="Sorted by"
        value={search.sort ?? 'due'}
        options={SORTS}
        onChange={(sort) => onChange({ sort: sort as Sort | undefined })}
      />
      <FilterSelect
        label="Status"
        value={search.status ?? 'open'}
        options={STATUSES}
        onChange={(status) => onChange({ ...toStatus(status), selected: undefined })}
      />
      {showsMore ? (
        <MoreFilters {...{ search, systems, onChange }} />
      ) : (
        <Button variant="subtle" onClick={() => setShowsMore(true)}>
          More filters
        </Button>
      )}
    </Filters>
  );
}

/** What is not resolved has no day on which it was. */
function toStatus(status: string | undefined): Partial<ExceptionsSearch> {
  if (status === 'resolved') return { status };
  const isAny = status === 'any';
  return { status: isAny ? status : undefined, resolvedFrom: undefined, resolvedUntil: undefined };
}

/** Those that there are, by the summary that came with the list. */
function useChoices(search: ExceptionsSearch): { causes: Options; systems: Options } {
  const { data } = useInfiniteQuery(queueQuery(search));
  const { groups = [], connections = [] } = data?.pages[0]?.summary ?? {};
  const labelOf = (title: string, count: number) => `${title} (${count})`;
  return {
    causes: groups.map(({ cause, title, count }) => ({
      value: cause,
      label: labelOf(title, count),
    })),
    systems: connections.map(({ name, title, count }) => ({
      value: name,
      label: labelOf(title, count),
    })),
  };
}

function chipsOf(
  search: ExceptionsSearch,
  choices: Options,
  onChange: ExceptionFiltersProps['onChange'],
): readonly FilterChip[] {
  return FILTERS.flatMap((name) => {
    const value = search[name];
    if (value === undefined) return [];
    const words = `${NAMES[name]}: ${wordOf(name, String(value), choices)}`;
    return [{ words, onRemove: () => onChange(without(name)) }];
  });
}

/** An amount means nothing without its currency. */
function without(name: keyof ExceptionsSearch): Partial<ExceptionsSearch> {
  return { [name]: undefined, ...(name === 'currency' && { ...NO_AMOUNTS }) };
}

function wordOf(name: keyof ExceptionsSearch, value: string, choices: Options): string {
  if (name === 'cause' || name === 'connection')
    return choices.find((each) => each.value === value)?.label ?? value;
  if (name === 'assignee') return WITH.find((each) => each.value === value)?.label ?? value;
  if (DAYS.has(name)) return formatDay(value);
  return value === 'true' ? 'yes' : value;
}

const NAMES = {
  cause: 'Cause',
  kind: 'Kind',
  assignee: 'With',
  legalEntity: 'Legal entity',
  process: 'Process',
  connection: 'System',
  olderThan: 'Older than',
  youngerThan: 'Younger than',
  openedFrom: 'Opened since',
  openedUntil: 'Opened until',
  resolvedFrom: 'Resolved since',
  resolvedUntil: 'Resolved until',
  overdue: 'Late',
  currency: 'Currency',
  valueFrom: 'Worth at least',
  valueTo: 'Worth at most',
  number: 'Number',
} as const;
const DAYS: ReadonlySet<string> = new Set([
  ...['openedFrom', 'openedUntil', 'resolvedFrom', 'resolvedUntil'],
]);
const FILTERS = Object.keys(NAMES) as readonly (keyof typeof NAMES)[];

const MORE = ['connection', 'currency', 'valueFrom', 'valueTo'] as const;

const WITH = [
  { value: 'me', label: 'Me' },
  { value: 'nobody', label: 'Nobody' },
];
const AGES = [
  { value: '1h', label: 'Older than an hour' },
  { value: '1d', label: 'Older than a day' },
  { value: '7d', label: 'Older than a week' },
  { value: '30d', label: 'Older than a month' },
];
const SORTS = [
  { value: 'due', label: 'Due first' },
  { value: 'value', label: 'Worth, per currency' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'newest', label: 'Newest first' },
];
const STATUSES = [
  { value: 'open', label: 'Open' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'any', label: 'Open or resolved' },
];
