/**
 * Content types, strictly: what a body is, and what the caller accepts (RFC 9110, 8.3 and 12.5.1).
 */

/** Without parameters, lower case; undefined when it is missing, malformed or not in UTF-8. */
export function readContentType(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const cached = known.get(header);
  if (cached !== undefined) return cached;
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim().toLowerCase());
  if (!MEDIA_TYPE.test(type) || !parameters.every(isUtf8Charset)) return undefined;
  if (known.size < KNOWN_MAX) known.set(header, type);
  return type;
}

/** The first of `offered` that the caller accepts; problems are sent whatever is accepted. */
export function negotiate(
  accept: string | undefined,
  offered: readonly string[],
): string | undefined {
  if (accept === undefined || accept === '*/*') return offered[0];
  const ranges = accept.split(',', RANGES_MAX).map(readRange);
  return offered.find((type) => qualityOf(type, ranges) > 0);
}

type Range = { readonly type: string; readonly quality: number };

function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return { type, quality: quality ? Number.parseFloat(quality.slice(2)) || 0 : 1 };
}

/** The most specific range that matches decides (RFC 9110, 12.5.1). */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const family = `${type.slice(0, type.indexOf('/'))}/*`;
  for (const wanted of [type, family, '*/*']) {
    const range = ranges.find((candidate) => candidate.type === wanted);
    if (range) return range.quality;
  }
  return 0;
}

function isUtf8Charset(parameter: string): boolean {
  return !parameter.startsWith('charset=') || /^charset="?utf-8"?$/.test(parameter);
}

const MEDIA_TYPE = /^[a-z0-9!#$&^_.+-]{1,127}\/[a-z0-9!#$&^_.+-]{1,127}$/;
/** Browsers send six; beyond this it is noise. */
const RANGES_MAX = 20;
/**
 * Callers write the header in a handful of ways; the bound keeps a hostile one from filling memory.
 */
const KNOWN_MAX = 64;
const known = new Map<string, string>();
