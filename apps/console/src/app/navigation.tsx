/** The places a person may go to, with what waits in them, and who the person is. */

import { listConsoleExceptions, type ConsoleViewer } from '@kontor/contracts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../lib/call.ts';
import { formatCount } from '../lib/format.ts';
import { Key, Text, UnstyledButton, VisuallyHidden } from '../ui/index.ts';
import { PersonMenu } from './person-menu.tsx';
import type { Place } from './places.ts';
import css from './shell.module.css';

export type NavigationProps = {
  readonly viewer: ConsoleViewer;
  readonly places: readonly Place[];
  readonly onSearch: () => void;
  readonly onShowKeys: () => void;
};

export function Navigation({ viewer, places, onSearch, onShowKeys }: NavigationProps) {
  const { company, isSandbox } = viewer.installation;
  return (
    <aside className={css['side']} aria-label="Kontor">
      <div className={css['brand']}>
        <span className={css['name']}>Kontor</span>
        <span className={css['company']}>{company}</span>
      </div>
      <UnstyledButton className={css['search'] ?? ''} onClick={onSearch}>
        <span>Search</span>
        <Key>/</Key>
      </UnstyledButton>
      <nav aria-label="Places">
        <ul className={css['places']}>
          {places.map((place) => (
            <li key={place.to}>
              <Link
                to={place.to}
                className={css['place']}
                activeOptions={{ exact: place.to === '/', includeSearch: false }}
              >
                <span>{place.label}</span>
                {place.counts === 'exceptions' && <OpenExceptions />}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className={css['foot']}>
        {isSandbox && (
          <Text size="xs" c="dimmed" className={css['sandbox'] ?? ''}>
            Sandbox: its systems are simulated and nothing here is real.
          </Text>
        )}
        <UnstyledButton className={css['place'] ?? ''} onClick={onShowKeys}>
          <span>Keys</span>
          <Key>?</Key>
        </UnstyledButton>
        <PersonMenu viewer={viewer} />
      </div>
    </aside>
  );
}

function OpenExceptions() {
  const { data } = useQuery(openExceptionsQuery());
  const count = data?.summary?.count ?? 0;
  if (count === 0) return null;
  return (
    <span className={css['count']}>
      {formatCount(count)}
      <VisuallyHidden> open</VisuallyHidden>
    </span>
  );
}

const openExceptionsQuery = () =>
  queryOptions({
    queryKey: ['exceptions', 'count'],
    queryFn: ({ signal }) =>
      call(listConsoleExceptions, { query: { status: 'open', page_size: 1 }, signal }),
  });
