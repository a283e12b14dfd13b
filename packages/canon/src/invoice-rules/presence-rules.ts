/**
 * What an invoice has to hold: the rules BR-01 to BR-57 of EN 16931-1 that ask for a term or group.
 *
 * An `Invoice` that passed its schema keeps most of them; they are for drafts read from documents,
 * and for the groups that the schema leaves open (addresses, payment accounts, schemes).
 */

import type { Draft, InvoiceDraft } from './invoice-draft.ts';
import type { InvoiceRule } from './invoice-rule.ts';
import type { Party } from '../party.ts';

export const PRESENCE_RULES: readonly InvoiceRule[] = [
  {
    ...requires('BR-01', '/specification', 'The specification (BT-24)', ({ specification }) =>
      Boolean(specification),
    ),
    reads: ['specification'],
  },
  requires('BR-02', '/number', 'The invoice number (BT-1)', ({ number }) => Boolean(number)),
  requires('BR-03', '/issueDate', 'The issue date (BT-2)', (invoice) => Boolean(invoice.issueDate)),
  requires('BR-04', '/typeCode', 'The type code (BT-3)', ({ typeCode }) => Boolean(typeCode)),
  requires('BR-05', '/currency', 'The currency (BT-5)', ({ currency }) => Boolean(currency)),
  ofSeller('BR-06', '/seller/name', 'The seller’s name (BT-27)', (seller) => Boolean(seller?.name)),
  ofBuyer('BR-07', '/buyer/name', 'The buyer’s name (BT-44)', (buyer) => Boolean(buyer?.name)),
  ofSeller('BR-08', '/seller/address', 'The seller’s address (BG-5)', (seller) =>
    Boolean(seller?.address),
  ),
  ofSeller('BR-09', '/seller/address/country', 'The seller’s country (BT-40)', (seller) =>
    Boolean(seller?.address?.country),
  ),
  ofBuyer('BR-10', '/buyer/address', 'The buyer’s address (BG-8)', (buyer) =>
    Boolean(buyer?.address),
  ),
  ofBuyer('BR-11', '/buyer/address/country', 'The buyer’s country (BT-55)', (buyer) =>
    Boolean(buyer?.address?.country),
  ),
  requires('BR-12', '/totals/lineNet', 'The sum of the lines (BT-106)', ({ totals }) =>
    Boolean(totals?.lineNet),
  ),
  requires('BR-13', '/totals/net', 'The total without VAT (BT-109)', ({ totals }) =>
    Boolean(totals?.net),
  ),
  requires('BR-14', '/totals/gross', 'The total with VAT (BT-112)', ({ totals }) =>
    Boolean(totals?.gross),
  ),
  requires('BR-15', '/totals/payable', 'The amount due (BT-115)', ({ totals }) =>
    Boolean(totals?.payable),
  ),
  requires('BR-16', '/lines', 'At least one line (BG-25)', ({ lines }) => Boolean(lines?.length)),
  requires('BR-17', '/payee/name', 'The payee’s name (BT-59)', ({ payee }) =>
    Boolean(!payee || payee.name),
  ),
  ...taxRepresentativeRules(),
  ofLines('BR-21', '/id', 'The line’s identifier (BT-126)', ({ id }) => Boolean(id)),
  ofLines('BR-22', '/quantity', 'The quantity (BT-129)', ({ quantity }) => Boolean(quantity)),
  ofLines('BR-23', '/unit', 'The unit of measure (BT-130)', ({ unit }) => Boolean(unit)),
  ofLines('BR-24', '/netAmount', 'The line’s net amount (BT-131)', (line) =>
    Boolean(line.netAmount),
  ),
  ofLines('BR-25', '/name', 'The item’s name (BT-153)', ({ name }) => Boolean(name)),
  ofLines('BR-26', '/unitPrice', 'The item’s net price (BT-146)', (line) =>
    Boolean(line.unitPrice),
  ),
  ofLines('BR-CO-04', '/taxCategory', 'The line’s VAT category (BT-151)', (line) =>
    Boolean(line.taxCategory),
  ),
  ofLines('BR-64', '/standardItemId/scheme', 'The scheme of the standard item (BT-157-1)', (line) =>
    Boolean(!line.standardItemId || line.standardItemId.scheme),
  ),
  ofLines('BR-65', '/classifications', 'The scheme of an item class (BT-158-1)', (line) =>
    (line.classifications ?? []).every(({ scheme }) => Boolean(scheme)),
  ),
  ofLines('BR-54', '/attributes', 'The name and value of an attribute (BT-160, BT-161)', (line) =>
    (line.attributes ?? []).every(({ name, value }) => Boolean(name && value)),
  ),
  ofBreakdown('BR-45', '/taxableAmount', 'The taxable amount (BT-116)', (item) =>
    Boolean(item.taxableAmount),
  ),
  ofBreakdown('BR-46', '/taxAmount', 'The VAT amount (BT-117)', (item) => Boolean(item.taxAmount)),
  ofBreakdown('BR-47', '/category', 'The VAT category (BT-118)', (item) => Boolean(item.category)),
  ofBreakdown('BR-48', '/rate', 'The VAT rate (BT-119)', (item) =>
    Boolean(item.rate || item.category === 'O'),
  ),
  requires(
    'BR-53',
    '/totals/taxInAccountingCurrency',
    'The VAT in that currency (BT-111)',
    (it) => {
      const isOther = Boolean(it.taxCurrency) && it.taxCurrency !== it.currency;
      return !isOther || Boolean(it.totals?.taxInAccountingCurrency);
    },
  ),
  ofEach('BR-49', '/paymentMeans', '/code', 'The payment means code (BT-81)', (means) =>
    Boolean(means.code),
  ),
  ofEach('BR-52', '/supportingDocuments', '/reference', 'The reference (BT-122)', (document) =>
    Boolean(document.reference),
  ),
  ofEach('BR-55', '/precedingInvoices', '/number', 'The preceding invoice (BT-25)', (invoice) =>
    Boolean(invoice.number),
  ),
  requires('BR-57', '/deliverTo/address/country', 'The country delivered to (BT-80)', (invoice) =>
    Boolean(!invoice.deliverTo?.address || invoice.deliverTo.address.country),
  ),
  ofSeller('BR-62', '/seller/electronicAddress/scheme', 'The scheme (BT-34-1)', (seller) =>
    Boolean(!seller?.electronicAddress || seller.electronicAddress.scheme),
  ),
  ofBuyer('BR-63', '/buyer/electronicAddress/scheme', 'The scheme (BT-49-1)', (buyer) =>
    Boolean(!buyer?.electronicAddress || buyer.electronicAddress.scheme),
  ),
];

function taxRepresentativeRules(): readonly InvoiceRule[] {
  const rule = (id: string, field: string, term: string, isKept: (party: DraftParty) => boolean) =>
    requires(id, `/taxRepresentative${field}`, `The tax representative’s ${term}`, (invoice) =>
      Boolean(!invoice.taxRepresentative || isKept(invoice.taxRepresentative)),
    );
  return [
    rule('BR-18', '/name', 'name (BT-62)', ({ name }) => Boolean(name)),
    rule('BR-19', '/address', 'address (BG-12)', ({ address }) => Boolean(address)),
    rule('BR-20', '/address/country', 'country (BT-69)', ({ address }) =>
      Boolean(address?.country),
    ),
    rule('BR-56', '/vatId', 'VAT identifier (BT-63)', ({ vatId }) => Boolean(vatId)),
  ];
}

type DraftParty = Draft<Party>;

function requires(
  id: string,
  at: string,
  term: string,
  isKept: (invoice: InvoiceDraft) => boolean,
): InvoiceRule {
  const check: InvoiceRule['check'] = ({ invoice }, report) => {
    if (!isKept(invoice)) report(at, `${term} is missing.`);
  };
  return { id, check };
}

function ofSeller(
  id: string,
  at: string,
  term: string,
  isKept: (seller: DraftParty | undefined) => boolean,
): InvoiceRule {
  return { ...requires(id, at, term, ({ seller }) => isKept(seller)), reads: ['seller'] };
}

function ofBuyer(
  id: string,
  at: string,
  term: string,
  isKept: (buyer: DraftParty | undefined) => boolean,
): InvoiceRule {
  return { ...requires(id, at, term, ({ buyer }) => isKept(buyer)), reads: ['buyer'] };
}

function ofLines(
  id: string,
  field: string,
  term: string,
  isKept: (line: GroupItem<'/lines'>) => boolean,
): InvoiceRule {
  return ofEach(id, '/lines', field, term, isKept);
}

function ofBreakdown(
  id: string,
  field: string,
  term: string,
  isKept: (item: GroupItem<'/taxBreakdown'>) => boolean,
): InvoiceRule {
  return ofEach(id, '/taxBreakdown', field, term, isKept);
}

function ofEach<Group extends GroupPointer>(
  id: string,
  group: Group,
  field: string,
  term: string,
  isKept: (item: GroupItem<Group>) => boolean,
): InvoiceRule {
  const name = group.slice(1) as GroupName<Group>;
  const check: InvoiceRule['check'] = ({ invoice }, report) => {
    const items = (invoice[name] ?? []) as readonly GroupItem<Group>[];
    for (const [index, item] of items.entries()) {
      if (!isKept(item)) report(`${group}/${index}${field}`, `${term} is missing.`);
    }
  };
  return { id, check };
}

type GroupPointer =
  '/lines' | '/taxBreakdown' | '/paymentMeans' | '/supportingDocuments' | '/precedingInvoices';
type GroupName<Group extends GroupPointer> =
  Group extends `/${infer Name extends keyof InvoiceDraft}` ? Name : never;
type GroupItem<Group extends GroupPointer> =
  NonNullable<InvoiceDraft[GroupName<Group>]> extends readonly (infer Item)[] ? Item : never;
