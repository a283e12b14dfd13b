/**
 * To the cent: what was accepted is what customers owe in the ledger, and what is told to be aside.
 */

import type { Evidence } from '../evidence.ts';
import { finding, type Finding } from '../finding.ts';
import { differences, plus, sumsOf, sumsText } from '../sums.ts';
import { acceptedInvoices } from './accepted-invoices.ts';

export function invoicesAgree(evidence: Evidence): Finding {
  const invoices = acceptedInvoices(evidence);
  const accepted = sumsOf(invoices, ({ gross }) => gross);
  const aside = sumsOf(
    invoices.filter(({ standing }) => standing !== 'done'),
    ({ gross }) => gross,
  );
  const entityOf = new Map(evidence.entities.map(({ companyCode, code }) => [companyCode, code]));
  const billings = evidence.documents
    .filter(({ kind }) => kind === 'billing')
    .map((document) => ({ ...document, legalEntity: entityOf.get(document.companyCode) ?? '?' }));
  const ledger = plus(
    sumsOf(billings, ({ receivable }) => receivable),
    aside,
  );
  const faults = differences(
    { name: 'accepted', sums: accepted },
    { name: 'ledger and aside', sums: ledger },
  );
  return finding('Every cent that was billed is in the ledger', sumsText(accepted), faults);
}
