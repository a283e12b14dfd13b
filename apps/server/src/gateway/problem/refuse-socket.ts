/**
 * Answers what never became a request: oversized headers, broken framing, a sender that is too
 * slow. Node knows only the socket then, so the answer is written by hand and the socket is closed.
 */

import type { Socket } from 'node:net';
import { PROBLEMS, type Problem } from '@kontor/kernel';
import { PROBLEM_CONTENT_TYPE, problemBody } from './problem-body.ts';

export function refuseSocket(
  socket: Socket,
  problem: Problem,
  trace: { readonly correlationId: string; readonly traceId: string },
): void {
  if (!socket.writable) return void socket.destroy();
  const body = JSON.stringify(problemBody(problem, trace));
  const { status } = PROBLEMS[problem.code];
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_TEXTS[status] ?? 'Error'}\r\n` +
      `Content-Type: ${PROBLEM_CONTENT_TYPE}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n` +
      'Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n' +
      `Connection: close\r\n\r\n${body}`,
    () => socket.destroySoon(),
  );
}

/** By the code that Node's HTTP parser gives. */
export function problemOfSocketError(code: string | undefined): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return { code: 'header_too_large' };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { code: 'request_timeout' };
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return { code: 'body_too_large' };
    case 'HPE_INVALID_TRANSFER_ENCODING':
    case 'HPE_UNEXPECTED_CONTENT_LENGTH':
      return {
        code: 'malformed_request',
        detail: 'Content-Length and Transfer-Encoding contradict each other.',
      };
    default:
      return { code: 'malformed_request', detail: 'This is not HTTP/1.1 as RFC 9112 writes it.' };
  }
}

const STATUS_TEXTS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  413: 'Content Too Large',
  431: 'Request Header Fields Too Large',
};
