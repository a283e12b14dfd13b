/**
 * Writes XML. Escaping is all that writing needs, so these few lines stand where a library would
 * bring a parser along.
 */

/** An element with text, with further elements, or left out when its content is undefined. */
export type XmlNode = readonly [
  name: string,
  content: string | readonly XmlNode[] | undefined,
  attributes?: Readonly<Record<string, string>>,
];

export function toXml([name, content, attributes = {}]: XmlNode): string {
  if (content === undefined) return '';
  const start = Object.entries(attributes)
    .map(([attribute, value]) => ` ${attribute}="${escaped(value)}"`)
    .join('');
  const inner = typeof content === 'string' ? escaped(content) : content.map(toXml).join('');
  return `<${name}${start}>${inner}</${name}>`;
}

function escaped(text: string): string {
  return text
    .replaceAll(NOT_XML, '\uFFFD')
    .replaceAll(MARKUP, (character) => ESCAPES.get(character) ?? character);
}

/** Characters that XML 1.0 cannot carry in any spelling, unpaired surrogates among them. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const MARKUP = /[&<>"'\r\n\t]/g;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
  ['\r', '&#13;'],
  ['\n', '&#10;'],
  ['\t', '&#9;'],
]);
