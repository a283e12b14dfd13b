/** Fault switches as a browser sends them: a box that is not ticked is not sent at all. */

import { Faults, NO_FAULTS } from '@kontor/connector-kit/simulator';

/**
 * Values for `parseFaults` to judge. The button "All off" wins over everything that was filled in.
 */
export function faultsFromForm(form: URLSearchParams): unknown {
  if (form.has('clear')) return NO_FAULTS;
  return Object.fromEntries(
    Object.entries(Faults.properties).map(([name, { type }]) => {
      const value = form.get(name);
      if (type === 'boolean') return [name, value !== null];
      // An empty field is left as text, which the schema refuses: nothing is not nought.
      return [name, value === null || value.trim() === '' ? value : Number(value)];
    }),
  );
}
