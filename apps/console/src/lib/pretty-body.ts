/** The body of a request or reply for people: JSON as a value, XML with a line for each element. */

export type PrettyBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string };

export function prettyBody(body: string): PrettyBody {
  const text = body.trim();
  if (/^[[{]/.test(text)) {
    try {
      return { kind: 'json', value: JSON.parse(text) as unknown };
    } catch {
      // Cut, or no JSON after all: it is shown as it is.
    }
  }
  return { kind: 'text', text: text.startsWith('<') ? indentXml(text) : text };
}

/** Moves elements to lines of their own; what stands within a line is not touched. */
function indentXml(xml: string): string {
  const lines: string[] = [];
  let depth = 0;
  for (const part of xml.replaceAll(/>\s*</g, '>\n<').split('\n')) {
    if (part.startsWith('</')) depth = Math.max(0, depth - 1);
    lines.push('  '.repeat(depth) + part);
    const opens = /^<[^/?!]/.test(part) && !part.endsWith('/>') && !part.includes('</');
    if (opens) depth += 1;
  }
  return lines.join('\n');
}
