/** Documents that are wrong, each in one way, and what the door has to say to each. */

import type { CustomerInvoice } from '@kontor/canon';
import { assert, plusDays, present, type ProblemCode, type Random } from '@kontor/kernel';
import type { SandboxCompany } from '@kontor/sandbox';
import { pick } from './draw.ts';
import type { Submission, SubmittedDocument } from './scenario.ts';

export function makeRefusals(
  originals: readonly Submission[],
  { company, random }: { readonly company: SandboxCompany; readonly random: Random },
): readonly Submission[] {
  const models = originals.filter(({ document, invoice }) => {
    return document.kind === 'json' && invoice.lines.length < LINES_MAX;
  });
  return WRONGS.map(({ name, problem, defect, spoil }) => {
    const { invoice: model, lane } = pick(models, random);
    const invoice = { ...model, number: `${model.number}X` };
    const document = spoil(invoice, company);
    const idempotencyKey = `shop-wrong-${name}-${invoice.number}`;
    const expectation = { kind: 'refused', problem, ...(defect && { defect }) } as const;
    return { sender: 'shop', idempotencyKey, lane, invoice, document, expectation };
  });
}

type Wrong = {
  readonly name: string;
  readonly problem: ProblemCode;
  readonly defect?: string;
  readonly spoil: (invoice: CustomerInvoice, company: SandboxCompany) => SubmittedDocument;
};

function changed(
  change: (invoice: CustomerInvoice, company: SandboxCompany) => unknown,
): Wrong['spoil'] {
  return (invoice, company) => ({ kind: 'json', value: change(invoice, company) });
}

const UNACCEPTABLE = 'unacceptable_invoice';

const WRONGS: readonly Wrong[] = [
  {
    name: 'closed-period',
    problem: UNACCEPTABLE,
    defect: 'period_closed',
    spoil: changed((invoice, company) => ({ ...invoice, issueDate: dayBeforeBooks(company) })),
  },
  {
    name: 'unknown-customer',
    problem: UNACCEPTABLE,
    defect: 'customer_unknown',
    spoil: changed((invoice) => ({ ...invoice, customer: 'C99999' })),
  },
  {
    name: 'blocked-customer',
    problem: UNACCEPTABLE,
    defect: 'customer_blocked',
    spoil: changed((invoice, { customers }) => {
      const blocked = customers.find((customer) => customer.blocked);
      const { number, legalEntities } = present(blocked, 'some customers are blocked');
      return { ...invoice, customer: number, legalEntity: legalEntities[0] };
    }),
  },
  {
    name: 'wrong-totals',
    problem: UNACCEPTABLE,
    defect: 'BR-CO-15',
    spoil: changed((invoice) => {
      const gross = withOtherLastDigit(invoice.totals.gross);
      return { ...invoice, totals: { ...invoice.totals, gross, payable: gross } };
    }),
  },
  {
    name: 'unknown-tax-code',
    problem: UNACCEPTABLE,
    defect: 'tax_code_unknown',
    spoil: changed((invoice) => ({ ...invoice, ...taxedAt(invoice, '13') })),
  },
  {
    name: 'amount-as-number',
    problem: 'invalid_request',
    spoil: changed((invoice) => {
      // On purpose what no caller should do: JSON numbers lose digits.
      const gross = parseInt(invoice.totals.gross.replace('.', ''), 10) / 100;
      return { ...invoice, totals: { ...invoice.totals, gross } };
    }),
  },
  {
    name: 'misspelt-field',
    problem: 'invalid_request',
    spoil: changed(({ dueDate, ...invoice }) => ({ ...invoice, dueDte: dueDate })),
  },
  {
    name: 'broken-xml',
    problem: 'malformed_xml',
    spoil: () => ({ kind: 'xml', text: '<Invoice><ID>1</ID></Invoce>' }),
  },
  {
    name: 'foreign-xml',
    problem: UNACCEPTABLE,
    spoil: () => ({ kind: 'xml', text: '<Order xmlns="urn:example:orders"><ID>1</ID></Order>' }),
  },
];

function dayBeforeBooks({ legalEntities }: SandboxCompany): string {
  const [first] = legalEntities;
  assert(first !== undefined, 'the group has a company');
  return plusDays(first.openPostingDays.from, -1);
}

/** A cent off, or a few. */
function withOtherLastDigit(amount: string): string {
  return `${amount.slice(0, -1)}${amount.endsWith('1') ? '2' : '1'}`;
}

/** Consistent, and taxed at a rate that no tax code of the group has. */
function taxedAt(invoice: CustomerInvoice, rate: string): Partial<CustomerInvoice> {
  return { lines: invoice.lines.map((line) => ({ ...line, taxCategory: 'S', taxRate: rate })) };
}

/** The long one is not what these are made from. */
const LINES_MAX = 100;
