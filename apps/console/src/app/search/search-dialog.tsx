/** Searches everything from anywhere: any number that a person has in front of them. */

import { searchConsole, type SearchHit, type SearchResults } from '@kontor/contracts';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useNavigate, type NavigateOptions } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useState } from 'react';
import { call } from '../../lib/call.ts';
import { useResting } from '../../lib/use-resting.ts';
import { Modal, TextInput } from '../../ui/index.ts';
import css from './search.module.css';
import { SearchResultList } from './search-result-list.tsx';
import { targetOf } from './target-of.ts';

export type SearchDialogProps = { readonly opened: boolean; readonly onClose: () => void };

export function SearchDialog({ opened, onClose }: SearchDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      yOffset="12vh"
      centered={false}
      title="Search"
      closeButtonProps={CLOSE}
    >
      <Search onClose={onClose} />
    </Modal>
  );
}

function Search({ onClose }: { readonly onClose: () => void }) {
  const name = useId();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const text = useResting(typed.trim(), REST_MS);
  const query = useQuery(searchQuery(text));
  const navigate = useNavigate();
  const results = text === '' ? NOTHING : (query.data ?? NOTHING);
  const hits = results.groups.flatMap((group) => group.hits);
  const open = (hit: SearchHit) => {
    onClose();
    // Which page it is, only the hit says.
    void navigate(targetOf(hit) as NavigateOptions);
  };
  const press = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const hit = hits[active];
    if (step !== undefined && hits.length > 0) {
      event.preventDefault();
      setActive((active + step + hits.length) % hits.length);
    } else if (event.key === 'Enter' && hit && text === typed.trim()) open(hit);
  };
  return (
    <>
      <TextInput
        size="md"
        aria-label="Search"
        placeholder="Invoice, document, amount, last four of an IBAN, customer"
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls={hits.length > 0 ? name : undefined}
        aria-activedescendant={hits.length > 0 ? `${name}-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={typed}
        onKeyDown={press}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setActive(0);
        }}
      />
      <SearchResultList {...{ name, results, active, open }} />
      <output className={css['said']}>
        {sentenceOf({ text, isFailing: query.isError, isAsking: query.isFetching, hits })}
      </output>
    </>
  );
}

type Asked = {
  readonly text: string;
  readonly isFailing: boolean;
  readonly isAsking: boolean;
  readonly hits: readonly SearchHit[];
};

function sentenceOf({ text, isFailing, isAsking, hits }: Asked): string {
  if (text === '') return 'Type any number or name that you have in front of you.';
  if (isFailing) return 'The search does not answer. Type on to try again.';
  if (hits.length > 0) return '';
  return isAsking ? 'Searching…' : `Nothing is called “${text}” that you may see.`;
}

const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ['search', text],
    queryFn: ({ signal }) => call(searchConsole, { query: { q: text }, signal }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });

const NOTHING: SearchResults = { groups: [] };
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
const CLOSE = { 'aria-label': 'Close' };

/** Between two keys of a person who types a number. */
const REST_MS = 150;
