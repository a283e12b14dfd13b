/**
 * Text of bank files, made to fit the canonical fields: control characters become spaces, ends are
 * trimmed, and nothing is left of blanks.
 */

/** One line. Undefined when nothing but blanks is left. */
export function plainLine(text: string): string | undefined {
  const line = (CONTROL.test(text) ? text.replaceAll(CONTROLS, ' ') : text).trim();
  return line === '' ? undefined : line;
}

/** Several lines: line feeds stay, other control characters become spaces. */
export function plainParagraph(text: string): string | undefined {
  const lines = (CONTROL.test(text) ? text.replaceAll(CONTROLS_BUT_LINE_FEED, ' ') : text).trim();
  return lines === '' ? undefined : lines;
}

/** The start of a text, never with half a character at its end. */
export function startOf(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  const isPair = HIGH_SURROGATE.test(text.charAt(lengthMax - 1));
  return text.slice(0, isPair ? lengthMax - 1 : lengthMax);
}

/* eslint-disable no-control-regex -- control characters are what these look for */
const CONTROL = /[\u0000-\u001F\u007F]/;
const CONTROLS = /[\u0000-\u001F\u007F]+/g;
const CONTROLS_BUT_LINE_FEED = /[\u0000-\u0009\u000B-\u001F\u007F]+/g;
const HIGH_SURROGATE = /[\uD800-\uDBFF]/;
