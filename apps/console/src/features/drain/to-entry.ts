import type { CalendarEntry, ConnectionCalendar } from '@kontor/contracts';

type Entry = ConnectionCalendar['entries'][number];

/** As it is sent back: without who added it and why, which the platform knows. */
export function toEntry({ entry, kind, title, once, recurring }: Entry): CalendarEntry {
  return { entry, kind, title, ...(once && { once }), ...(recurring && { recurring }) };
}
