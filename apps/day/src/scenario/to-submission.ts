/** How a document is handed over: by which application, in which form, under which key. */

import type { CustomerInvoice, Invoice, Party } from '@kontor/canon';
import { writeUblInvoice } from '@kontor/formats';
import { present, type Random } from '@kontor/kernel';
import type { SandboxCompany } from '@kontor/sandbox';
import { hasLuck } from './draw.ts';
import type { SenderName, SubmittedDocument, Submission } from './scenario.ts';

export type Submitting = { readonly company: SandboxCompany; readonly random: Random };

export function toSubmission(
  invoice: CustomerInvoice,
  { company, random }: Submitting,
): Submission {
  // What no tax applies to must not name a VAT id of either side, so it stays in JSON.
  const isTaxable = invoice.lines.every(({ taxCategory }) => taxCategory !== 'O');
  const isXml = isTaxable && hasLuck(XML_SHARE, random) && invoice.lines.length <= XML_LINES_MAX;
  const sender: SenderName = isXml ? 'subscriptions' : 'shop';
  return {
    sender,
    idempotencyKey: keyOf(sender, invoice),
    lane: `${invoice.legalEntity}/${invoice.customer}`,
    invoice,
    document: isXml ? asXml(invoice, company) : { kind: 'json', value: invoice },
    expectation: { kind: 'accepted' },
  };
}

export function keyOf(sender: SenderName, { legalEntity, number }: CustomerInvoice): string {
  return `${sender}-${legalEntity}-${number}`;
}

/** The document as it would go to the customer. */
export function asXml(invoice: CustomerInvoice, company: SandboxCompany): SubmittedDocument {
  const { legalEntity, customer, ...rest } = invoice;
  const document: Invoice = {
    ...rest,
    // Accounts of our own ledger are nobody else's business, and UBL has no place for them.
    lines: rest.lines.map(({ revenueAccount: _, ...line }) => line),
    seller: sellerOf(legalEntity, company),
    buyer: buyerOf(customer, company),
  };
  return { kind: 'xml', text: writeUblInvoice(document) };
}

function sellerOf(code: string, { legalEntities }: SandboxCompany): Party {
  const entity = present(
    legalEntities.find((each) => each.code === code),
    'the scenario bills for companies of the group',
  );
  return {
    name: entity.name,
    address: entity.address,
    ...(entity.vatId !== undefined && { vatId: entity.vatId }),
    // Without a VAT id, the tax number is also what the company is registered under (BR-CO-26).
    ...(entity.taxNumber !== undefined && {
      taxNumber: entity.taxNumber,
      registration: { value: entity.taxNumber },
    }),
  };
}

function buyerOf(number: string, { customers }: SandboxCompany): Party {
  const { name, address, vatId } = present(
    customers.find((each) => each.number === number),
    'the scenario bills to customers of the group',
  );
  return { name, address, ...(vatId !== undefined && { vatId }) };
}

const XML_SHARE = 0.1;

/** What an application sends as XML is what a person could read. */
const XML_LINES_MAX = 100;
