/** What stands around every page: the places on the left, the page beside them. */

import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../lib/keyboard.ts';
import { startLive } from '../lib/live.ts';
import { useViewer } from '../lib/viewer.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { Navigation } from './navigation.tsx';
import { Notices } from './notices.tsx';
import { placesOf } from './places.ts';
import { SearchDialog } from './search/search-dialog.tsx';
import css from './shell.module.css';

export function Shell() {
  const viewer = useViewer();
  const places = placesOf(viewer);
  const [showsKeys, setShowsKeys] = useState(false);
  const [isSearching, setSearching] = useState(false);
  const navigate = useNavigate();
  const client = useQueryClient();
  useEffect(() => startLive(client), [client]);
  useFocusOnNavigation();
  useKeys({
    '?': () => setShowsKeys(true),
    '/': () => setSearching(true),
    ...Object.fromEntries(
      places.map(({ key, to }) => [`g ${key}`, () => void navigate({ to, search: {} })]),
    ),
  });
  return (
    <div className={css['shell']}>
      <a href="#page" className={css['skip']}>
        Skip to the page
      </a>
      <Navigation
        viewer={viewer}
        places={places}
        onSearch={() => setSearching(true)}
        onShowKeys={() => setShowsKeys(true)}
      />
      <main id="page" className={css['main']} tabIndex={-1}>
        <Notices />
        <Outlet />
      </main>
      <SearchDialog opened={isSearching} onClose={() => setSearching(false)} />
      <KeysDialog opened={showsKeys} onClose={() => setShowsKeys(false)} places={places} />
    </div>
  );
}

/** After a move to another page, reading goes on at its heading. */
function useFocusOnNavigation(): void {
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (path === undefined || path === before.current) return;
    const isFirst = before.current === undefined;
    before.current = path;
    if (!isFirst) document.querySelector<HTMLElement>('#page h1')?.focus();
  }, [path]);
}
