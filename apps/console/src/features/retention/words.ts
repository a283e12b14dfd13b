/** Months and sizes as people read them. */

import { formatAmount } from '../../lib/format.ts';
import { toDate } from '../../lib/clock.ts';

/** `March 2026`. */
export function formatMonth(month: string): string {
  return MONTH.format(toDate(`${month}-01T00:00:00Z`));
}

/** `184.3 MB`: as disks are sold, a thousand at a time. */
export function formatBytes(bytes: number): string {
  let value = bytes / 1_000;
  for (const unit of ['kB', 'MB', 'GB']) {
    if (value < 1_000) return `${formatAmount(value.toFixed(1))} ${unit}`;
    value /= 1_000;
  }
  return `${formatAmount(value.toFixed(1))} TB`;
}

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
