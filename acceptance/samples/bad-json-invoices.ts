/** Invoices that are wrong, each in one way, and what the door has to say to each. */

import type { CustomerInvoice } from '@kontor/canon';
import { plusDays, present, type ProblemCode } from '@kontor/kernel';
import type { Sandbox } from '@kontor/sandbox';

export type BadInput = {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly problem: ProblemCode;
  /** One of its errors: what is wrong, */
  readonly defect: string;
  /** where, when that is the same wherever the case comes from, */
  readonly at?: string;
  /** and the words that tell how it is mended. */
  readonly says: RegExp;
};

/** `invoice` is a good one, which each of them spoils. */
export function badJsonInvoices(invoice: CustomerInvoice, sandbox: Sandbox): readonly BadInput[] {
  const text = JSON.stringify(invoice);
  return [
    ...notJson(text),
    ...notInside(text),
    ...notTheSchema(invoice, text),
    ...notPostable(invoice),
    ...notInTheBooks(invoice, sandbox),
  ];
}

function notJson(text: string): readonly BadInput[] {
  const problem = 'malformed_json';
  const latin1 = Buffer.from(text.replace('Pressure', 'Pr\u00fcfdruck'), 'latin1');
  return [
    {
      name: 'words',
      content: 'number: 4711',
      problem,
      defect: 'malformed',
      at: 'byte 0',
      says: /Only true, false and null may stand without quotes/,
    },
    {
      name: 'cut off',
      content: text.slice(0, -20),
      problem,
      defect: 'malformed',
      says: /a key was expected/,
    },
    {
      name: 'nothing',
      content: '',
      problem,
      defect: 'incomplete',
      at: 'byte 0',
      says: /ends too early/,
    },
    {
      name: 'UTF-16',
      content: Buffer.from(`\ufeff${text}`, 'utf16le'),
      problem,
      defect: 'byte_order_mark',
      at: 'byte 0',
      says: /byte order mark/,
    },
    { name: 'Latin-1', content: latin1, problem, defect: 'not_utf8', says: /not valid UTF-8/ },
    {
      name: 'a byte order mark',
      content: `\ufeff${text}`,
      problem,
      defect: 'byte_order_mark',
      at: 'byte 0',
      says: /no byte order mark/,
    },
  ];
}

function notInside(text: string): readonly BadInput[] {
  const problem = 'malformed_json';
  const nested = `${'['.repeat(NESTING)}${']'.repeat(NESTING)}`;
  return [
    {
      name: 'a key twice',
      content: text.replace('{', '{"number":"X",'),
      problem,
      defect: 'duplicate_key',
      says: /key "number" twice/,
    },
    {
      name: '__proto__',
      content: text.replace('{', '{"__proto__":{},'),
      problem,
      defect: 'forbidden_key',
      at: 'byte 1',
      says: /JavaScript/,
    },
    {
      name: '200,000 levels',
      content: text.replace('{', `{"notes":${nested},`),
      problem,
      defect: 'too_deep',
      says: /32 levels/,
    },
    {
      name: 'a second value',
      content: `${text}{}`,
      problem,
      defect: 'trailing_text',
      says: /after the end/,
    },
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
      defect: 'number_instead_of_text',
      says: /Send the amount as text/,
    },
    {
      name: 'a misspelt field',
      content: JSON.stringify({ ...rest, dueDte: dueDate }),
      problem,
      at: '/dueDte',
      defect: 'unknown_field',
      says: /Did you mean `dueDate`/,
    },
    {
      name: 'an amount in words',
      content: json({ totals: { ...invoice.totals, net: '1.000,00' } }),
      problem,
      at: '/totals/net',
      defect: 'wrong_form',
      says: /"1250\.00"/,
    },
    {
      name: 'a day that is none',
      content: json({ issueDate: '2026-02-30' }),
      problem: 'unacceptable_invoice',
      at: '/issueDate',
      defect: 'no_such_day',
      says: /2026-02-30 is not a day/,
    },
    {
      name: 'no lines',
      content: json({ lines: [] }),
      problem,
      at: '/lines',
      defect: 'too_few',
      says: /least number of items is 1/,
    },
    {
      name: 'null for a text',
      content: json({ number: null }),
      problem,
      at: '/number',
      defect: 'wrong_type',
      says: /must be text, not null/,
    },
    {
      name: 'an unknown currency',
      content: json({ currency: 'XYZ' }),
      problem: 'unacceptable_invoice',
      at: '/currency',
      defect: 'currency_not_allowed',
      says: /invoices in EUR, not in XYZ/,
    },
  ];
}

function notPostable(invoice: CustomerInvoice): readonly BadInput[] {
  const problem = 'unacceptable_invoice';
  const totals = (change: object) =>
    JSON.stringify({ ...invoice, totals: { ...invoice.totals, ...change } });
  const line = (change: object) =>
    JSON.stringify({ ...invoice, lines: invoice.lines.map((each) => ({ ...each, ...change })) });
  return [
    {
      name: 'more decimals than the currency has',
      content: totals({ gross: `${invoice.totals.gross}1`, payable: `${invoice.totals.gross}1` }),
      problem,
      at: '/totals/gross',
      defect: 'BR-DEC-14',
      says: /at most 2 decimals/,
    },
    {
      name: 'a total that is a cent off',
      content: totals({ gross: '119.01', payable: '119.01' }),
      problem,
      at: '/totals/gross',
      defect: 'BR-CO-15',
      says: /119\.01 and should be 119\b/,
    },
    {
      name: 'an unknown account',
      content: line({ revenueAccount: '499999' }),
      problem,
      at: '/lines/0/revenueAccount',
      defect: 'account_unknown',
      says: /no account 499999/,
    },
    {
      name: 'a blocked account',
      content: line({ revenueAccount: '409000' }),
      problem,
      at: '/lines/0/revenueAccount',
      defect: 'account_blocked',
      says: /409000 is blocked/,
    },
    {
      name: 'an unknown tax rate',
      content: line({ taxRate: '13' }),
      problem,
      at: '/lines/0/taxCategory',
      defect: 'tax_code_unknown',
      says: /no tax code for category S at 13 %/,
    },
    {
      name: 'a currency that is not billed in',
      content: JSON.stringify({ ...invoice, currency: 'CHF' }),
      problem,
      at: '/currency',
      defect: 'currency_not_allowed',
      says: /invoices in EUR, not in CHF/,
    },
    {
      name: 'an unknown customer',
      content: JSON.stringify({ ...invoice, customer: 'C99999' }),
      problem,
      at: '/customer',
      defect: 'customer_unknown',
      says: /no customer C99999/,
    },
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
    {
      name: 'a closed period',
      content: json({ issueDate }),
      problem,
      at: '/issueDate',
      defect: 'period_closed',
      says: /date the invoice in an open period/,
    },
    {
      name: 'a blocked customer',
      content: json({ customer }),
      problem,
      at: '/customer',
      defect: 'customer_blocked',
      says: /is blocked for posting/,
    },
  ];
}

/** Far beyond every stack, in less than half of what one call may carry. */
const NESTING = 200_000;
