/**
 * Whether somebody is at this page. What a page reads by itself, because something changed, says
 * that nobody asked for it: a desk that somebody left ends its session, however much goes on.
 */

import { nowMs } from './clock.ts';

export function isUnattended(): boolean {
  return nowMs() - touchedAtMs > ATTENDED_MS;
}

let touchedAtMs = nowMs();

// In tests of what needs no page there is none.
if (typeof document !== 'undefined') {
  for (const touch of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
    const note = () => void (touchedAtMs = nowMs());
    document.addEventListener(touch, note, { capture: true, passive: true });
  }
}

/** Who reads a long story touches nothing for a while. */
const ATTENDED_MS = 300_000;
