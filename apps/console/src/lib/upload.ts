/**
 * Sends the bytes of a file to an endpoint that takes a stream, and tells how far it is. By
 * XMLHttpRequest, because fetch does not say how much of a body has left.
 */

import type { Endpoint } from '@kontor/contracts';
import { addressOf, type ReplyOf } from './call.ts';
import { problemOfReply } from './problem-of.ts';
import { Problem } from './problem.ts';

export type UploadOptions = {
  readonly file: Blob;
  readonly idempotencyKey: string;
  readonly onProgress: (sentBytes: number) => void;
};

/** `status` tells a file that was known before (200) from one that is new. */
export type Uploaded<E extends Endpoint> = {
  readonly status: number;
  readonly body: ReplyOf<E>;
};

export function upload<E extends Endpoint>(
  endpoint: E,
  { file, idempotencyKey, onProgress }: UploadOptions,
): Promise<Uploaded<E>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(endpoint.method, addressOf(endpoint, {}));
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('idempotency-key', `"${idempotencyKey}"`);
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('error', () => reject(SILENT()));
    request.addEventListener('load', () => {
      const { status } = request;
      const body = readJson(request.responseText);
      const correlationId = request.getResponseHeader('kontor-correlation-id');
      if (status < 300) resolve({ status, body: body as ReplyOf<E> });
      else reject(problemOfReply({ status, correlationId, body }));
    });
    request.send(file);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What was sent may have arrived: sending the same bytes again is safe. */
const SILENT = () =>
  new Problem({
    code: 'offline',
    title: 'Kontor did not answer',
    detail: 'The file may have arrived. Hand it over again: the same bytes are taken in once.',
    status: 0,
    isRetryable: true,
  });
