/**
 * Keys of a page. A sequence (`g t`) is written with a space. Nothing is heard while the person
 * types into a field or while a dialog is open.
 */

import { useEffect, useLayoutEffect, useRef } from 'react';

export type Keys = { readonly [keys: string]: (event: KeyboardEvent) => void };

export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  // Before the next key: two quick presses of `j` move by two rows.
  useLayoutEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    let before = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const listen = (event: KeyboardEvent) => {
      if (!isForThePage(event)) return;
      const pressed = `${before}${event.key}`;
      const handler = current.current[pressed] ?? current.current[event.key];
      clearTimeout(timer);
      before = handler ? '' : `${event.key} `;
      timer = setTimeout(() => (before = ''), SEQUENCE_MS);
      if (!handler) return;
      event.preventDefault();
      handler(event);
    };
    document.addEventListener('keydown', listen);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', listen);
    };
  }, []);
}

function isForThePage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return true;
  if (target.isContentEditable || target.closest(FIELDS)) return false;
  // Enter on a button or a link is its own: a list beside it must not take it away.
  if (event.key === 'Enter' && target.closest(PRESSED)) return false;
  return document.querySelector('[role="dialog"][aria-modal="true"]') === null;
}

const FIELDS = 'input, textarea, select, [role="combobox"], [role="listbox"], [role="menu"]';

const PRESSED = 'a[href], button, summary';

/** Two keys belong together when the second follows within this time. */
const SEQUENCE_MS = 1_200;
