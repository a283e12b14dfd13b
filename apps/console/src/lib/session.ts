/** Whether the session has ended while a page is open. What was typed stays until they sign in. */

import { useSyncExternalStore } from 'react';

export function noteSessionEnded(): void {
  hasEnded = true;
  for (const tell of listeners) tell();
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(subscribe, sessionHasEnded);
}

export function sessionHasEnded(): boolean {
  return hasEnded;
}

/** Leads back to the page that is open. */
export function signInAddress(): string {
  const { pathname, search } = globalThis.location;
  return `/console/sign-in?return_to=${encodeURIComponent(pathname + search)}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

let hasEnded = false;
const listeners = new Set<() => void>();
