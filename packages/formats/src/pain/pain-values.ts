/** The simple values of pain messages: texts that have to be there, counts and sums. */

import { refuse } from '../xml/refuse.ts';
import type { PainSection } from './pain-document.ts';

export function required(section: PainSection, ...fields: readonly string[]): string {
  const told = optional(section, ...fields);
  if (told !== undefined) return told;
  return refuse({
    code: 'element_missing',
    at: section.at,
    detail: `There is no ${fields[0]}: it has to be told.`,
  });
}

/** The first of them that is told. */
export function optional(section: PainSection, ...fields: readonly string[]): string | undefined {
  const field = fields.find((each) => section.get(each) !== undefined);
  const text = field === undefined ? undefined : section.get(field);
  if (text !== undefined && text.length > TEXT_CHARACTERS_MAX) {
    const detail = `${field} is longer than ${TEXT_CHARACTERS_MAX} characters.`;
    refuse({ code: 'text_too_long', at: section.at, detail });
  }
  return text;
}

/** `{ bic: text }`, or nothing when there is none. */
export function given<Name extends string>(name: Name, text: string | undefined) {
  return text === undefined ? {} : ({ [name]: text } as { readonly [Key in Name]: string });
}

/** The longest of these texts has 140 characters; the names of parties, too. */
const TEXT_CHARACTERS_MAX = 140;
