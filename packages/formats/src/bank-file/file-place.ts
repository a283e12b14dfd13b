/**
 * A place in a bank file, and what can be said of it: that the file is refused there, that the bank
 * departs from the standard there, that a text was cut to fit its field.
 */

import { plainLine, plainParagraph, startOf } from './fitting-text.ts';
import type { Notices } from './notices.ts';
import { refuse } from '../xml/refuse.ts';

export type FilePlace = {
  /** Element path of XML, field of SWIFT: `Document/BkToCstmrStmt/Stmt/Ntry`, `:61:` */
  readonly path: string;
  readonly line: number;
  readonly notices: Notices;
};

export function refuseAt(place: FilePlace, code: string, detail: string): never {
  refuse({ code, at: textOf(place), detail });
}

export function noticeAt(place: FilePlace, code: string, detail: string): void {
  place.notices.add(code, textOf(place), detail);
}

export type TextField = { readonly name: string; readonly lengthMax: number };

/** One line that fits the field. Undefined when there is nothing but blanks. */
export function lineAt(
  place: FilePlace,
  text: string | undefined,
  field: TextField,
): string | undefined {
  return text === undefined ? undefined : fittingAt(place, plainLine(text), field);
}

/** Several lines that fit the field. Undefined when there is nothing but blanks. */
export function paragraphAt(
  place: FilePlace,
  text: string | undefined,
  field: TextField,
): string | undefined {
  return text === undefined ? undefined : fittingAt(place, plainParagraph(text), field);
}

function fittingAt(place: FilePlace, text: string | undefined, { name, lengthMax }: TextField) {
  if (text === undefined || text.length <= lengthMax) return text;
  const detail = `The end of ${name} was cut off: it is longer than ${lengthMax} characters.`;
  noticeAt(place, 'text_shortened', detail);
  return startOf(text, lengthMax);
}

function textOf({ path, line }: FilePlace): string {
  return `${path} (line ${line})`;
}
