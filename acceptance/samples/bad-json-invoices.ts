/** Invoices that are wrong, each in one way, and what the door has to say to each. */

import type { CustomerInvoice } from '@kontor/canon';
import { plusDays, present, type ProblemCode } from '@kontor/kernel';
import type { Sandbox } from '@kontor/sandbox';

export type BadInput = {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly problem: ProblemCode;
  /** Of the first error: where, its code where finance says no, and how it is mended. */
  readonly at?: string;
  readonly defect?: string;
  /** In the detail of the problem or of its first error. */
  readonly says: RegExp;
};

/** `invoice` is a good one, which each of them spoils. */
export function badJsonInvoices(invoice: CustomerInvoice, sandbox: Sandbox): readonly BadInput[] {
  const text = JSON.stringify(invoice);
  return [
    ...notJson(text),
    ...notTheSchema(invoice, text),
    ...notPostable(invoice),
    ...notInTheBooks(invoice, sandbox),
  ];
}

function notJson(text: string): readonly BadInput[] {
  const problem = 'malformed_json';
  const latin1 = Buffer.from(text.replace('Pressure', 'Pr\u00fcfdruck'), 'latin1');
  const nested = `${'['.repeat(NESTING)}${']'.repeat(NESTING)}`;
  return [
    { name: 'words', content: 'number: 4711', problem, says: /x/ },
    { name: 'cut off', content: text.slice(0, -20), problem, says: /x/ },
    { name: 'nothing', content: '', problem, says: /x/ },
    { name: 'UTF-16', content: Buffer.from(`\ufeff${text}`, 'utf16le'), problem, says: /x/ },
    { name: 'Latin-1', content: latin1, problem, says: /x/ },
    { name: 'a byte order mark', content: `\ufeff${text}`, problem, says: /x/ },
    { name: 'a key twice', content: text.replace('{', '{"number":"X",'), problem, says: /x/ },
    { name: '__proto__', content: text.replace('{', '{"__proto__":{},'), problem, says: /x/ },
    { name: '200,000 levels', content: text.replace('{', `{"notes":${nested},`), problem, says: /x/ },
    { name: 'a second value', content: `${text}{}`, problem, says: /x/ },
  ];
}

function notTheSchema(invoice: CustomerInvoice, text: string): readonly BadInput[] {
  const problem = 'invalid_request';
  const { dueDate, ...rest } = invoice;
  const json = (change: object) => JSON.stringify({ ...invoice, ...change });
  return [
    {
      name: 'an amount as a number',
      content: text.replace(`"gross":"${invoice.totals.gross}"`, `"gross":${invoice.totals.gross}`),
      problem,
      at: '/totals/gross',
      says: /x/,
    },
    { name: 'a misspelt field', content: JSON.stringify({ ...rest, dueDte: dueDate }), problem, at: '/dueDte', says: /x/ },
    { name: 'an amount in words', content: json({ totals: { ...invoice.totals, net: '1.000,00' } }), problem, at: '/totals/net', says: /x/ },
    { name: 'a day that is none', content: json({ issueDate: '2026-02-30' }), problem, at: '/issueDate', says: /x/ },
    { name: 'no lines', content: json({ lines: [] }), problem, at: '/lines', says: /x/ },
    { name: 'null for a text', content: json({ number: null }), problem, at: '/number', says: /x/ },
    { name: 'an unknown currency', content: json({ currency: 'XYZ' }), problem, at: '/currency', says: /x/ },
  ];
}

function notPostable(invoice: CustomerInvoice): readonly BadInput[] {
  const problem = 'unacceptable_invoice';
  const totals = (change: object) => JSON.stringify({ ...invoice, totals: { ...invoice.totals, ...change } });
  const line = (change: object) =>
    JSON.stringify({ ...invoice, lines: invoice.lines.map((each) => ({ ...each, ...change })) });
  return [
    { name: 'more decimals than the currency has', content: totals({ gross: `${invoice.totals.gross}1`, payable: `${invoice.totals.gross}1` }), problem, at: '/totals/gross', defect: 'x', says: /x/ },
    { name: 'a total that is a cent off', content: totals({ gross: '119.01', payable: '119.01' }), problem, at: '/totals/gross', defect: 'BR-CO-15', says: /x/ },
    { name: 'an unknown account', content: line({ revenueAccount: '499999' }), problem, at: '/lines/0/revenueAccount', defect: 'x', says: /x/ },
    { name: 'a blocked account', content: line({ revenueAccount: '409000' }), problem, at: '/lines/0/revenueAccount', defect: 'x', says: /x/ },
    { name: 'an unknown tax rate', content: line({ taxRate: '13' }), problem, at: '/lines/0/taxRate', defect: 'tax_code_unknown', says: /x/ },
    { name: 'a currency that is not billed in', content: JSON.stringify({ ...invoice, currency: 'CHF' }), problem, at: '/currency', defect: 'x', says: /x/ },
    { name: 'an unknown customer', content: JSON.stringify({ ...invoice, customer: 'C99999' }), problem, at: '/customer', defect: 'customer_unknown', says: /x/ },
  ];
}

function notInTheBooks(invoice: CustomerInvoice, { company }: Sandbox): readonly BadInput[] {
  const problem = 'unacceptable_invoice';
  const json = (change: object) => JSON.stringify({ ...invoice, ...change });
  const entity = present(company.legalEntities[0], 'the group has a company');
  const issueDate = plusDays(entity.openPostingDays.from, -1);
  const blocked = company.customers.find(
    ({ blocked: isBlocked, legalEntities }) => isBlocked && legalEntities.includes('DE01'),
  );
  const customer = present(blocked, 'some customers are blocked').number;
  return [
    { name: 'a closed period', content: json({ issueDate }), problem, at: '/issueDate', defect: 'period_closed', says: /x/ },
    { name: 'a blocked customer', content: json({ customer }), problem, at: '/customer', defect: 'customer_blocked', says: /x/ },
  ];
}

/** Far beyond every stack, in less than half of what one call may carry. */
const NESTING = 200_000;
