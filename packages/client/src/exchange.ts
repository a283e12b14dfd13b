/**
 * One request and its reply, or the reason why there is none. Never throws, follows no redirect.
 */

export type RawReply = RawAnswer | Silence;

export type RawAnswer = {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body where it is JSON. */
  readonly json: unknown;
};

/** Nothing is known: it may have been done or not. */
export type Silence = {
  readonly kind: 'silence';
  readonly cause: string;
  /** It was not even asked: the token endpoint refused the credentials. */
  readonly isSignInRefused?: true;
};

export type RawRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutMs: number;
};

export async function exchange(request: RawRequest): Promise<RawReply> {
  const { method, url, headers, body, timeoutMs } = request;
  try {
    const reply = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body !== undefined && { body: typeof body === 'string' ? body : Buffer.from(body) }),
    });
    const text = await reply.text();
    return {
      kind: 'reply',
      status: reply.status,
      headers: reply.headers,
      text,
      json: asJson(text),
    };
  } catch (error) {
    return { kind: 'silence', cause: causeOf(error) };
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `fetch failed` says nothing; what is behind it does. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error as { cause?: unknown };
  if (!(cause instanceof Error)) return error.message;
  const { code } = cause as { code?: unknown };
  return typeof code === 'string' ? `${cause.message} (${code})` : cause.message;
}
