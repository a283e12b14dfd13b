/**
 * Which encoding an XML document is written in, from its first bytes alone (XML 1.0, appendix F).
 *
 * UTF-8 unless the declaration names one of the Latin encodings, which banks of the older kind
 * still write. UTF-16 and the rest are refused rather than guessed: none of our partners sends
 * them.
 */

export type XmlEncoding =
  | { readonly kind: 'known'; readonly label: string }
  | { readonly kind: 'unsupported'; readonly name: string }
  /** More bytes are needed before it can be told. */
  | { readonly kind: 'undecided' };

export function xmlEncodingOf(start: Uint8Array, isWhole: boolean): XmlEncoding {
  if (start.length < TELLING_BYTES && !isWhole) return { kind: 'undecided' };
  const wide = WIDE_STARTS.find(([, bytes]) => bytes.every((byte, at) => start[at] === byte));
  if (wide) return { kind: 'unsupported', name: wide[0] };
  const hasMark = start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf;
  const text = String.fromCharCode(...start.subarray(hasMark ? 3 : 0, DECLARATION_BYTES_MAX));
  if (!text.startsWith('<?xml')) return { kind: 'known', label: 'utf-8' };
  const end = text.indexOf('?>');
  if (end < 0 && start.length < DECLARATION_BYTES_MAX && !isWhole) return { kind: 'undecided' };
  const name = ENCODING_NAME.exec(end < 0 ? text : text.slice(0, end))?.[1] ?? 'utf-8';
  const label = LABELS.get(name.toLowerCase());
  if (label === undefined) return { kind: 'unsupported', name };
  if (hasMark && label !== 'utf-8')
    return { kind: 'unsupported', name: `${name} after a UTF-8 mark` };
  return { kind: 'known', label };
}

/** Longer than any declaration with version, encoding and standalone, however it is spaced. */
export const DECLARATION_BYTES_MAX = 512;

/** A byte order mark and `<?xml`; the wide encodings are told within four bytes. */
const TELLING_BYTES = 8;

const WIDE_STARTS: readonly (readonly [string, readonly number[]])[] = [
  ['UTF-32', [0x00, 0x00, 0xfe, 0xff]],
  ['UTF-32', [0xff, 0xfe, 0x00, 0x00]],
  ['UTF-16', [0xfe, 0xff]],
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0x00, 0x3c]],
  ['UTF-16', [0x3c, 0x00]],
  ['EBCDIC', [0x4c, 0x6f, 0xa7, 0x94]],
];

const ENCODING_NAME = /\sencoding\s*=\s*["']([^"']{1,40})["']/;

/**
 * ISO-8859-1 is decoded as windows-1252, as browsers do (WHATWG Encoding): they differ only where
 * ISO-8859-1 has control characters, and what banks write there is the euro sign and typographic
 * quotes.
 */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['ascii', 'utf-8'],
  ['iso-8859-1', 'windows-1252'],
  ['iso8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['windows-1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['iso-8859-15', 'iso-8859-15'],
  ['iso8859-15', 'iso-8859-15'],
]);
