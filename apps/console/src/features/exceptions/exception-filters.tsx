/** The filters of the queue. */

import { useInfiniteQuery } from '@tanstack/react-query';
import { formatDay } from '../../lib/format.ts';
import { useViewer } from '../../lib/viewer.ts';
import { type FilterChip, Filters, FilterSelect, FilterText } from '../../ui/index.ts';
import { type ExceptionsSearch, queueQuery, type Sort } from './exceptions-search.ts';

export type ExceptionFiltersProps = {
  readonly search: ExceptionsSearch;
  readonly onChange: (change: Partial<ExceptionsSearch>) => void;
};

export function ExceptionFilters({ search, onChange }: ExceptionFiltersProps) {
  const { legalEntities } = useViewer();
  const causes = useCauses(search);
  const set = chipsOf(search, causes, onChange);
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
    </Filters>
  );
}

/** What is not resolved has no day on which it was. */
function toStatus(status: string | undefined): Partial<ExceptionsSearch> {
  if (status === 'resolved') return { status };
  const isAny = status === 'any';
  return { status: isAny ? status : undefined, resolvedFrom: undefined, resolvedUntil: undefined };
}

type Options = readonly { readonly value: string; readonly label: string }[];

/** Those that there are, by the groups that came with the list. */
function useCauses(search: ExceptionsSearch): Options {
  const { data } = useInfiniteQuery(queueQuery(search));
  const groups = data?.pages[0]?.summary?.groups ?? [];
  return groups.map(({ cause, title, count }) => ({ value: cause, label: `${title} (${count})` }));
}

function chipsOf(
  search: ExceptionsSearch,
  causes: Options,
  onChange: ExceptionFiltersProps['onChange'],
): readonly FilterChip[] {
  return FILTERS.flatMap((name) => {
    const value = search[name];
    if (value === undefined) return [];
    const words = `${NAMES[name]}: ${wordOf(name, String(value), causes)}`;
    return [{ words, onRemove: () => onChange({ [name]: undefined }) }];
  });
}

function wordOf(name: keyof ExceptionsSearch, value: string, causes: Options): string {
  if (name === 'cause') return causes.find((each) => each.value === value)?.label ?? value;
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
