/** Writes XML: the few elements that a statement needs, with text escaped and nothing clever. */

import { assert } from '@kontor/kernel';

/** Children that are undefined are left out, so optional elements read as one expression. */
export function element(name: string, ...children: readonly (string | undefined)[]): string {
  return `<${name}>${children.filter((child) => child !== undefined).join('')}</${name}>`;
}

export function textElement(
  name: string,
  text: string,
  attributes: Readonly<Record<string, string>> = {},
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `<${name}${written.join('')}>${escaped(text)}</${name}>`;
}

/** Nothing for no text. */
export function optionalText(name: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : textElement(name, text);
}

function escaped(text: string): string {
  assert(!NOT_IN_XML.test(text), 'XML 1.0 has no place for control characters');
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
