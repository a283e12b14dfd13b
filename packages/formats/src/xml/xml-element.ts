/** Writing elements of XML: text is escaped, and what is absent leaves nothing behind. */

/** XML text that is ready to be joined. */
export type XmlText = string;

type Attributes = Readonly<Record<string, string | undefined>>;

/** Nothing when there is no text. */
export function leaf(name: string, text: string | undefined, attributes: Attributes = {}): XmlText {
  if (text === undefined || text === '') return '';
  return `<${name}${attributesOf(attributes)}>${escaped(text)}</${name}>`;
}

/** Nothing when there is nothing inside. */
export function group(name: string, ...children: readonly XmlText[]): XmlText {
  const inside = children.join('');
  return inside === '' ? '' : `<${name}>${inside}</${name}>`;
}

function attributesOf(attributes: Attributes): string {
  let text = '';
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) text += ` ${name}="${escaped(value)}"`;
  }
  return text;
}

/**
 * Characters that XML 1.0 cannot hold in any way become U+FFFD, so that the document can be read.
 */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(NOT_XML, '\uFFFD')
    .replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

// oxlint-disable-next-line no-control-regex -- they are what is looked for
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
