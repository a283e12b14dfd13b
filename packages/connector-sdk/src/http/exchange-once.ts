/** One request over the pool and its whole reply, or the silence that came instead. Never twice. */

import type { Dispatcher, Pool } from 'undici';
import type { HttpAnswer, HttpReply, HttpRequest } from '../http-port.ts';

export type ExchangeLimits = { readonly timeoutMs: number; readonly replyBytesMax: number };

export function exchangeOnce(
  pool: Pool,
  request: HttpRequest,
  { timeoutMs, replyBytesMax }: ExchangeLimits,
): Promise<HttpReply> {
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined; // present: perhaps sent
    let isSettled = false;
    let status = 0;
    let headers: HttpAnswer['headers'] = {};
    const chunks: Buffer[] = [];
    let byteCount = 0;

    const settle = (reply: HttpReply) => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(deadline);
      resolve(reply);
    };
    const giveUp = (cause: string) => {
      settle({ kind: 'silence', cause, mayHaveBeenSent: controller !== undefined });
      controller?.abort(new Error(cause));
    };
    const deadline = setTimeout(() => giveUp(`no reply within ${timeoutMs} ms`), timeoutMs);

    pool.dispatch(toDispatch(request), {
      onRequestStart(started) {
        // It waited for a connection until its deadline: nothing is written any more.
        if (isSettled) return started.abort(new Error('the deadline has passed'));
        controller = started;
      },
      onResponseStart(_, replyStatus, replyHeaders) {
        status = replyStatus;
        headers = fromIncomingHeaders(replyHeaders);
      },
      onResponseData(_, chunk) {
        byteCount += chunk.length;
        if (byteCount > replyBytesMax) giveUp(`the reply is longer than ${replyBytesMax} bytes`);
        else chunks.push(chunk);
      },
      onResponseEnd() {
        const body = Buffer.concat(chunks).toString('utf8');
        settle({ kind: 'reply', status, headers, body });
      },
      onResponseError(_, error) {
        giveUp(causeOf(error));
      },
    });
  });
}

function toDispatch({ method, path, headers, body }: HttpRequest): Dispatcher.DispatchOptions {
  return { method, path, headers: { ...headers }, body: body ?? null };
}

function fromIncomingHeaders(
  incoming: Readonly<Record<string, string | readonly string[] | undefined>>,
): HttpAnswer['headers'] {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming)) {
    if (value === undefined) continue;
    const separator = name === 'set-cookie' ? '\n' : ', ';
    headers[name] = typeof value === 'string' ? value : value.join(separator);
  }
  return headers;
}

/**
 * `nobody listens there (connect ECONNREFUSED 127.0.0.1:1)`, or the first of several addresses
 * that failed.
 */
function causeOf(error: Error): string {
  const first = error instanceof AggregateError ? (error.errors[0] as Error) : error;
  const code = (first as NodeJS.ErrnoException).code;
  if (code === undefined) return first.message;
  const detail = first.message.includes(code) ? first.message : `${code}: ${first.message}`;
  return `${CAUSES[code] ?? 'the network failed'} (${detail})`;
}

/** By the codes of Node's sockets and of undici. */
const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  UND_ERR_SOCKET: 'the connection broke off',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
};
