/**
 * Reading values out of the elements of an e-invoice: text, decimals, days, and the rule that what
 * may stand once stands once. What is wrong is collected, so that a sender learns everything at
 * once.
 *
 * A second element where one is allowed is a defect, never a choice: of two amounts due, neither is
 * the right one. What does not fit the canonical invoice and moves no money is a warning.
 */

import { parseBankingDay, parseCurrency, type Defect } from '@kontor/kernel';
import { childrenOf, placeOf, type XmlNode } from '../xml/read-xml-tree.ts';
import { toDecimalText } from './to-decimal-text.ts';

export type ElementReading = {
  readonly defects: Defect[];
  readonly warnings: Defect[];
  /** The invoice currency, once it has been read: what every amount without a say is in. */
  currency: string | undefined;
  /** The one element at the end of a path of names. */
  readonly one: (node: XmlNode | undefined, ...path: string[]) => XmlNode | undefined;
  /** One line of text: runs of white space become one space. Empty text is absent. */
  readonly text: (node: XmlNode | undefined, ...path: string[]) => string | undefined;
  /** Text that may have several lines. */
  readonly paragraph: (node: XmlNode | undefined, ...path: string[]) => string | undefined;
  /** A price, quantity or rate. */
  readonly decimal: (node: XmlNode | undefined, ...path: string[]) => string | undefined;
  /** An amount in the invoice currency. */
  readonly amount: (node: XmlNode | undefined, ...path: string[]) => string | undefined;
  /** `YYYY-MM-DD`, from an ISO 8601 date with or without a zone, or from `YYYYMMDD`. */
  readonly day: (node: XmlNode | undefined, ...path: string[]) => string | undefined;
  readonly refuse: (code: string, node: XmlNode, detail: string) => void;
  readonly warn: (code: string, node: XmlNode, detail: string) => void;
};

export function elementReading(): ElementReading {
  const defects: Defect[] = [];
  const warnings: Defect[] = [];

  const reading: ElementReading = {
    defects,
    warnings,
    currency: undefined,
    refuse(code, node, detail) {
      if (defects.length < DEFECTS_MAX) defects.push({ code, at: placeOf(node), detail });
    },
    warn(code, node, detail) {
      if (warnings.length < DEFECTS_MAX) warnings.push({ code, at: placeOf(node), detail });
    },
    one(node, ...path) {
      let found = node;
      for (const name of path) {
        const [first, second] = childrenOf(found, name);
        if (second) reading.refuse('element_repeated', second, `There may be one ${name} here.`);
        found = first;
      }
      return found;
    },
    text(node, ...path) {
      return reading.one(node, ...path)?.text.replace(/\s+/g, ' ') || undefined;
    },
    paragraph(node, ...path) {
      return reading.one(node, ...path)?.text.replaceAll('\r', '') || undefined;
    },
    decimal(node, ...path) {
      const found = reading.one(node, ...path);
      if (!found || found.text === '') return undefined;
      const text = toDecimalText(found.text);
      if (text === undefined) reading.refuse('not_a_decimal', found, notADecimal(found.text));
      return text;
    },
    amount(node, ...path) {
      const found = reading.one(node, ...path);
      if (found) checkCurrency(reading, found);
      return reading.decimal(found);
    },
    day(node, ...path) {
      const found = reading.one(node, ...path);
      if (!found || found.text === '') return undefined;
      const isOtherFormat = (found.attributes.get('format') ?? '102') !== '102';
      const match = isOtherFormat ? null : DAY.exec(found.text);
      const day = match && parseBankingDay(`${match[1]}-${match[2]}-${match[3]}`);
      if (!day) reading.refuse('no_such_day', found, `“${shown(found.text)}” is not a date.`);
      return day ?? undefined;
    },
  };
  return reading;
}

/** An object without the keys whose value is absent, as a draft and a schema want it. */
export function withoutGaps<Shape extends object>(object: Shape): Shape {
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) delete (object as Record<string, unknown>)[key];
  }
  return object;
}

/** Undefined instead of an empty list: a group that is not there. */
export function listOf<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}

function checkCurrency(reading: ElementReading, node: XmlNode): void {
  const currency = node.attributes.get('currencyID');
  if (currency === undefined) return;
  if (parseCurrency(currency) === undefined) {
    reading.refuse('BR-CL-03', node, `“${shown(currency)}” is not a currency of ISO 4217.`);
  } else if (currency !== reading.currency && parseCurrency(reading.currency ?? '')) {
    const detail = `The amount is in ${currency}, the invoice in ${reading.currency} (BT-5).`;
    reading.refuse('PEPPOL-EN16931-R051', node, detail);
  }
}

function notADecimal(text: string): string {
  const expected =
    'a decimal such as 1250.00, of at most 18 digits before the point and 8 after it';
  return `“${shown(text)}” is not ${expected}.`;
}

function shown(text: string): string {
  return text.slice(0, SHOWN_CHARACTERS_MAX);
}

/** xs:date, whose zone says nothing about an invoice, and format 102 of UNTDID 2379. */
const DAY = /^(\d{4})-?(\d{2})-?(\d{2})(?:Z|[+-]\d{2}:\d{2})?$/;

/** As many as the rules report: more say nothing more. */
const DEFECTS_MAX = 100;
const SHOWN_CHARACTERS_MAX = 40;
