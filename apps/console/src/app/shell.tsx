/** What stands around every page: the places on the left, the page beside them. */

import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { PLACES } from './places.ts';
import css from './shell.module.css';

export function Shell() {
  useFocusOnNavigation();
  return (
    <div className={css['shell']}>
      <a href="#page" className={css['skip']}>
        Skip to the page
      </a>
      <nav className={css['nav']} aria-label="Places">
        <span className={css['brand']}>Kontor</span>
        <ul>
          {PLACES.map(({ to, label }) => (
            <li key={to}>
              <Link to={to} className={css['place']} activeOptions={{ exact: to === '/' }}>
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <main id="page" className={css['main']} tabIndex={-1}>
        <Outlet />
      </main>
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
