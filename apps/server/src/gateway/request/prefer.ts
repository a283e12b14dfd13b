/**
 * The Prefer header (RFC 7240): how long the caller would like to wait. What we do not know is
 * ignored.
 */

import { WAIT_SECONDS_MAX } from '../http-limits.ts';

export type Preferences = {
  /** Undefined when the caller said nothing about it. */
  readonly waitSeconds: number | undefined;
  readonly respondAsync: boolean;
};

export function readPrefer(header: string | readonly string[] | undefined): Preferences {
  if (header === undefined) return NO_PREFERENCES;
  let waitSeconds: number | undefined;
  let respondAsync = false;
  for (const preference of String(header).split(',', PREFERENCES_MAX)) {
    const [token = ''] = preference.split(';');
    const wait = WAIT.exec(token.trim());
    // The first of two equal preferences counts (RFC 7240, section 2).
    if (wait?.[1]) waitSeconds ??= Math.min(Number.parseInt(wait[1], 10), WAIT_SECONDS_MAX);
    if (token.trim().toLowerCase() === 'respond-async') respondAsync = true;
  }
  return { waitSeconds, respondAsync };
}

/** `respond-async` with `wait` means: wait so long, then answer 202 (RFC 7240, section 4.3). */
export function waitMsOf({ waitSeconds }: Preferences): number {
  return (waitSeconds ?? 0) * 1_000;
}

/** The value of Preference-Applied; undefined when nothing was asked for. */
export function preferenceApplied(preferences: Preferences): string | undefined {
  if (preferences.waitSeconds !== undefined) return `wait=${preferences.waitSeconds}`;
  return preferences.respondAsync ? 'respond-async' : undefined;
}

const NO_PREFERENCES: Preferences = { waitSeconds: undefined, respondAsync: false };
const WAIT = /^wait\s*=\s*"?(\d{1,6})"?$/i;
/** There are four registered preferences. */
const PREFERENCES_MAX = 16;
