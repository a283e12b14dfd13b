/** The filters of a list. They show what is set and how to take it back; the URL keeps them. */

import { Button, CloseButton, Select, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import css from './filters.module.css';

export type FiltersProps = {
  readonly children: ReactNode;
  /** What is set, in words. */
  readonly set?: readonly FilterChip[];
  readonly onClear?: () => void;
};

export type FilterChip = { readonly words: string; readonly onRemove: () => void };

export function Filters({ children, set = [], onClear }: FiltersProps) {
  return (
    <search className={css['filters']} aria-label="Filters">
      <div className={css['fields']}>
        {children}
        {onClear && set.length > 0 && (
          <Button variant="subtle" onClick={onClear}>
            Clear
          </Button>
        )}
      </div>
      {set.length > 0 && (
        <div className={css['chips']}>
          {set.map(({ words, onRemove }) => (
            <span key={words} className={css['chip']}>
              {words}
              <CloseButton size="xs" aria-label={`Remove ${words}`} onClick={onRemove} />
            </span>
          ))}
        </div>
      )}
    </search>
  );
}

export type FilterSelectProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
};

export function FilterSelect({ label, value, onChange, options }: FilterSelectProps) {
  return (
    <Select
      label={label}
      value={value ?? null}
      data={[...options]}
      placeholder="Any"
      clearable
      clearButtonProps={{ 'aria-label': `Clear ${label}` }}
      searchable={options.length > SEARCHABLE_FROM}
      w={160}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  );
}

export type FilterTextProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly placeholder?: string;
  /** Pixels: for words unless said. */
  readonly width?: number;
};

/** Asks when the typing rests, not at every key. */
export function FilterText(props: FilterTextProps) {
  const { label, value = '', onChange, placeholder, width = 200 } = props;
  const [typed, setTyped] = useState(value);
  const [valueBefore, setValueBefore] = useState(value);
  if (value !== valueBefore) {
    setValueBefore(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed.trim() || undefined), REST_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <TextInput
      label={label}
      value={typed}
      {...(placeholder !== undefined && { placeholder })}
      w={width}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
    />
  );
}

export type DayRange = { readonly from?: string | undefined; readonly until?: string | undefined };

export type FilterDaysProps = {
  readonly label: string;
  readonly value: DayRange;
  readonly onChange: (value: DayRange) => void;
};

export function FilterDays({ label, value, onChange }: FilterDaysProps) {
  return (
    <fieldset className={css['days']}>
      <legend>{label}</legend>
      <TextInput
        type="date"
        aria-label={`${label}, from`}
        value={value.from ?? ''}
        onChange={({ currentTarget }) =>
          onChange({ ...value, from: currentTarget.value || undefined })
        }
      />
      <span aria-hidden>–</span>
      <TextInput
        type="date"
        aria-label={`${label}, until`}
        value={value.until ?? ''}
        onChange={({ currentTarget }) =>
          onChange({ ...value, until: currentTarget.value || undefined })
        }
      />
    </fieldset>
  );
}

const REST_MS = 300;
const SEARCHABLE_FROM = 8;
