/** Which methods an address takes: tells 405 with its Allow header from 404 (RFC 9110, 15.5.6). */

type Address = { readonly method: string; readonly path: string };

/** Undefined when nothing is at that path. */
export function allowedMethods(
  addresses: readonly Address[],
): (path: string) => readonly string[] | undefined {
  const patterns = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();
  for (const { method, path } of addresses) {
    const known = patterns.get(path) ?? { pattern: patternOf(path), methods: new Set() };
    known.methods.add(method);
    if (method === 'GET') known.methods.add('HEAD');
    patterns.set(path, known);
  }
  return (path) => {
    const methods = new Set<string>();
    for (const { pattern, methods: taken } of patterns.values()) {
      if (pattern.test(path)) for (const method of taken) methods.add(method);
    }
    return methods.size > 0 ? [...methods].sort() : undefined;
  };
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}
