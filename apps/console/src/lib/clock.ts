/** The one file of the console that reads the time, and that makes dates for `Intl`. */

export function nowMs(): number {
  return Date.now();
}

export function toDate(text: string): Date {
  return new Date(text);
}

/** `2026-03-31`, where the person is. */
export function today(): string {
  const date = new Date();
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
