/**
 * Document numbers: consecutive within company code, fiscal year and the range of a document type.
 */

import type { Ledger } from '@kontor/connector-kit/simulator';

export type NumberRanges = {
  next(document: {
    readonly companyCode: string;
    readonly fiscalYear: string;
    readonly documentType: string;
  }): string;
};

export function numberRanges(): NumberRanges & { continueFrom(ledger: Ledger): void } {
  const last = new Map<string, number>();
  return {
    next({ companyCode, fiscalYear, documentType }) {
      const start = RANGE_STARTS.get(documentType) ?? OTHER_START;
      const key = `${companyCode} ${fiscalYear} ${start}`;
      const next = (last.get(key) ?? start - 1) + 1;
      last.set(key, next);
      return String(next).padStart(10, '0');
    },
    continueFrom(ledger) {
      for (const { number, facts } of ledger.entries()) {
        const type = String(facts['documentType']);
        const start = RANGE_STARTS.get(type) ?? OTHER_START;
        const key = `${String(facts['companyCode'])} ${String(facts['fiscalYear'])} ${start}`;
        last.set(key, Math.max(last.get(key) ?? 0, parseInt(number, 10)));
      }
    },
  };
}

/** The ranges that SAP delivers for customer invoices, credit notes and payments. */
const RANGE_STARTS: ReadonlyMap<string, number> = new Map([
  ['DR', 1_800_000_000],
  ['DG', 1_600_000_000],
  ['DZ', 1_400_000_000],
]);
const OTHER_START = 100_000_000;
