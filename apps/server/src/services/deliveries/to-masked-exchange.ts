/**
 * A recorded exchange as the contract shows it. It was masked before it was kept; it is masked
 * again here, because what was learned about secrets since then holds for what was recorded before.
 */

import { maskText, type HttpExchange } from '@kontor/connector-sdk';
import type { Delivery } from '@kontor/contracts';

type Shown = Pick<Delivery['attempts'][number], 'request' | 'reply'>;

export function toMaskedExchange(recorded: unknown): Shown {
  if (!isHttpExchange(recorded)) return {};
  const { method, path, requestBody, status, replyBody } = recorded;
  return {
    request: message(`${method} ${path}`, requestBody),
    // A system that was silent replied nothing; the attempt's detail says so.
    ...(status !== undefined && { reply: message(String(status), replyBody) }),
  };
}

/** Effects that are ours leave none: nothing travelled. */
function isHttpExchange(recorded: unknown): recorded is HttpExchange {
  return (
    typeof recorded === 'object' && recorded !== null && 'method' in recorded && 'path' in recorded
  );
}

/** Headers are not recorded: they carry credentials. */
function message(line: string, body: string | undefined) {
  return {
    line: maskText(line, [], LINE_CHARACTERS_MAX),
    headers: {},
    ...(body !== undefined && { body: maskText(body, [], BODY_CHARACTERS_MAX) }),
  };
}

/** The contract takes 2,000 and 65,536; what is cut says so in a few characters more. */
const LINE_CHARACTERS_MAX = 1_900;
const BODY_CHARACTERS_MAX = 65_000;
