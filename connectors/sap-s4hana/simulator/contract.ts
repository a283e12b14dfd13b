/**
 * Our own, minimal form of what the published posting contract requires: which elements may come,
 * in which order, which have to, and how long they may be. What is not here is refused, as SAP
 * does.
 */

import type { XmlElement } from './read-xml-tree.ts';

export type ElementRule = {
  readonly name: string;
  readonly isRequired?: true;
  readonly repeats?: true;
  readonly lengthMax?: number;
  readonly pattern?: RegExp;
  /** Has an attribute `currencyCode`. */
  readonly isAmount?: true;
  readonly children?: readonly ElementRule[];
};

/** The first thing that is wrong, or undefined. */
export function contractDefect(
  element: XmlElement,
  rules: readonly ElementRule[],
): string | undefined {
  let at = 0;
  let previous = '';
  for (const child of element.children) {
    if (child.uri !== '') return `${child.name} must not be in a namespace`;
    const found = rules.findIndex(({ name }, index) => index >= at && name === child.name);
    const rule = rules[found];
    if (rule === undefined) return `${child.name} is not expected here in ${element.name}`;
    const skipped = rules
      .slice(at, found)
      .find(({ isRequired, name }) => isRequired && name !== previous);
    if (skipped) return `${skipped.name} is missing in ${element.name}`;
    if (child.name === previous && !rule.repeats) return `${child.name} comes twice`;
    const defect =
      valueDefect(child, rule) ?? (rule.children && contractDefect(child, rule.children));
    if (defect) return defect;
    at = found;
    previous = child.name;
  }
  const missing = rules.slice(at).find(({ isRequired, name }) => isRequired && name !== previous);
  return missing && `${missing.name} is missing in ${element.name}`;
}

function valueDefect(element: XmlElement, rule: ElementRule): string | undefined {
  if (rule.children) return undefined;
  const { name, text, children } = element;
  if (children.length > 0) return `${name} must not have elements`;
  if (rule.lengthMax !== undefined && text.length > rule.lengthMax) {
    return `${name} is longer than ${rule.lengthMax}`;
  }
  if (rule.isRequired && text === '') return `${name} is empty`;
  if (rule.pattern && !rule.pattern.test(text)) return `${name} has an invalid value`;
  if (rule.isAmount && !CURRENCY.test(element.attributes.get('currencyCode') ?? '')) {
    return `${name} has no currencyCode`;
  }
  return undefined;
}

const CURRENCY = /^[A-Z]{3}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const AMOUNT = /^-?\d{1,22}(\.\d{1,6})?$/;
const SIDE = /^[SH]$/;

const amount = (name: string): ElementRule => ({
  name,
  isRequired: true,
  pattern: AMOUNT,
  isAmount: true,
});
const text = (name: string, lengthMax: number): ElementRule => ({ name, lengthMax });
const required = (name: string, lengthMax: number): ElementRule => ({
  name,
  lengthMax,
  isRequired: true,
});
const day = (name: string): ElementRule => ({ name, pattern: DAY });
const side: ElementRule = { name: 'DebitCreditCode', pattern: SIDE };

const MESSAGE_HEADER: ElementRule = {
  name: 'MessageHeader',
  isRequired: true,
  children: [
    text('ID', 35),
    { name: 'UUID', pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i },
    {
      name: 'CreationDateTime',
      isRequired: true,
      pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$/,
    },
  ],
};

const ITEM: readonly ElementRule[] = [
  text('ReferenceDocumentItem', 10),
  required('GLAccount', 10),
  amount('AmountInTransactionCurrency'),
  side,
  text('DocumentItemText', 50),
  text('AssignmentReference', 18),
  {
    name: 'Tax',
    children: [required('TaxCode', 4), { name: 'TaxItemGroup', pattern: /^\d{1,6}$/ }],
  },
  day('ValueDate'),
  {
    name: 'AccountAssignment',
    children: [
      text('ProfitCenter', 10),
      text('Segment', 10),
      text('CostCenter', 10),
      text('WBSElement', 24),
      text('FunctionalArea', 16),
    ],
  },
];

const DEBTOR_ITEM: readonly ElementRule[] = [
  required('ReferenceDocumentItem', 10),
  required('Debtor', 10),
  amount('AmountInTransactionCurrency'),
  side,
  text('DocumentItemText', 50),
  text('AssignmentReference', 18),
  {
    name: 'CashDiscountTerms',
    children: [
      { ...day('DueCalculationBaseDate'), isRequired: true },
      { name: 'NetPaymentDays', isRequired: true, pattern: /^P\d{1,3}D$/ },
    ],
  },
  { name: 'PaymentDetails', children: [text('PaymentReference', 30)] },
];

const PRODUCT_TAX_ITEM: readonly ElementRule[] = [
  text('ReferenceDocumentItem', 10),
  required('TaxCode', 4),
  { name: 'TaxItemGroup', pattern: /^\d{1,6}$/ },
  amount('AmountInTransactionCurrency'),
  side,
  amount('TaxBaseAmountInTransCrcy'),
];

const JOURNAL_ENTRY: readonly ElementRule[] = [
  required('OriginalReferenceDocumentType', 5),
  required('BusinessTransactionType', 4),
  required('AccountingDocumentType', 5),
  text('DocumentReferenceID', 16),
  text('DocumentHeaderText', 25),
  required('CreatedByUser', 12),
  required('CompanyCode', 4),
  { ...day('DocumentDate'), isRequired: true },
  { ...day('PostingDate'), isRequired: true },
  text('Reference1InDocumentHeader', 20),
  text('Reference2InDocumentHeader', 20),
  { name: 'Item', repeats: true, children: ITEM },
  { name: 'DebtorItem', repeats: true, children: DEBTOR_ITEM },
  { name: 'ProductTaxItem', repeats: true, children: PRODUCT_TAX_ITEM },
];

/** The children of JournalEntryBulkCreateRequest. */
export const BULK_REQUEST: readonly ElementRule[] = [
  MESSAGE_HEADER,
  {
    name: 'JournalEntryCreateRequest',
    isRequired: true,
    repeats: true,
    children: [MESSAGE_HEADER, { name: 'JournalEntry', isRequired: true, children: JOURNAL_ENTRY }],
  },
];
