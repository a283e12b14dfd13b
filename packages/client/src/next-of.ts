/** `Link: </v1/events?after=…>; rel="next"` (RFC 8288) */
export function nextOf(headers: Headers): string | undefined {
  const target = /<([^>]*)>;[^,]*\brel="?next"?/.exec(headers.get('link') ?? '')?.[1];
  if (target === undefined) return undefined;
  return new URL(target, 'http://kontor.invalid').searchParams.get('after') ?? undefined;
}
