/**
 * That every date exists. A schema sees that `2026-02-30` has the right shape; only a calendar
 * knows better. EN 16931 has no rule id for it, so the code is our own.
 */

import { parseBankingDay } from '@kontor/kernel';
import type { InvoiceRule } from './invoice-rule.ts';

export const DAY_RULES: readonly InvoiceRule[] = [
  {
    id: 'no_such_day',
    check({ invoice, lines }, report) {
      const checkDay = (at: string, day: string | undefined) => {
        if (day === undefined || parseBankingDay(day) !== undefined) return;
        report(at, `${day.slice(0, DAY_CHARACTERS)} is not a day of the calendar.`);
      };
      for (const name of DAYS) checkDay(`/${name}`, invoice[name]);
      checkDay('/period/from', invoice.period?.from);
      checkDay('/period/to', invoice.period?.to);
      for (const [index, { issueDate }] of (invoice.precedingInvoices ?? []).entries()) {
        checkDay(`/precedingInvoices/${index}/issueDate`, issueDate);
      }
      for (const { at, line } of lines) {
        if (line.period === undefined) continue;
        checkDay(`${at}/period/from`, line.period.from);
        checkDay(`${at}/period/to`, line.period.to);
      }
    },
  },
];

/** BT-2, BT-9, BT-7, BT-72 */
const DAYS = ['issueDate', 'dueDate', 'taxPointDate', 'deliveryDate'] as const;

const DAY_CHARACTERS = 10;
