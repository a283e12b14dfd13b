/**
 * What an endpoint is. Path, schemas, permission, audit record, idempotency and every problem are
 * said here once; the gateway serves it, the OpenAPI document prints it, the console calls it, and
 * a handler that answers something else does not compile.
 */

import type { ProblemCode } from '@kontor/kernel';
import type { Static, TObject, TSchema } from 'typebox';
import type { Permission } from './permission.ts';

export type Endpoint = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As OpenAPI writes it: `/v1/transactions/{transactionId}`. */
  readonly path: `/v1/${string}`;
  readonly operationId: string;
  readonly tag: Tag;
  /** One line, imperative. */
  readonly summary: string;
  /** What a caller must know beyond the schemas (CommonMark). */
  readonly description: string;
  readonly permission: Permission;
  /** What the audit trail records, or why nothing. Silence is not a policy. */
  readonly audit: AuditPolicy;
  /** `required` on what creates; otherwise why a repeat does no harm. */
  readonly idempotency: 'required' | { readonly none: string };
  readonly params?: TObject;
  /** Numbers, booleans and comma-separated lists are read from their text, strictly. */
  readonly query?: TObject;
  /** Request headers beyond those of every request. */
  readonly headers?: readonly RequestHeader[];
  /** By content type, without parameters. */
  readonly bodies?: { readonly [contentType: string]: RequestBody };
  readonly replies: { readonly [Status in ReplyStatus]?: Reply };
  /** What this operation itself may refuse; `problemsOf` adds what the door refuses. */
  readonly problems: readonly ProblemCode[];
};

export type AuditPolicy =
  | { readonly action: string; readonly subject: string }
  /** Why nothing is recorded. */
  | { readonly none: string };

export type RequestBody =
  | {
      readonly kind: 'json';
      readonly schema: TSchema;
      readonly bytesMax: number;
      /** By name; a test holds each against the schema. */
      readonly examples: { readonly [name: string]: unknown };
    }
  /** JSON values, one to a line (NDJSON): each is read and checked by itself, as it arrives. */
  | {
      readonly kind: 'lines';
      /** Of one line. */
      readonly schema: TSchema;
      /** Of the whole body. */
      readonly bytesMax: number;
      /** Lines that are not empty. */
      readonly linesMax: number;
      /** Of one line, without its end. */
      readonly lineBytesMax: number;
      /** Of lines, by name; a test holds each against the schema. */
      readonly examples: { readonly [name: string]: unknown };
    }
  /** Held in memory as bytes and read by the service that understands them. */
  | { readonly kind: 'bytes'; readonly bytesMax: number; readonly description: string }
  /** Handed on while it arrives; never held in memory. */
  | { readonly kind: 'stream'; readonly bytesMax: number; readonly description: string };

export type ReplyStatus = 200 | 201 | 202 | 204;

export type Reply = {
  readonly description: string;
  /** Absent for 204. */
  readonly body?: TSchema;
  readonly example?: unknown;
  /** `application/json` unless said. */
  readonly contentTypes?: readonly string[];
  /** Sent while it comes to be; `body` describes the whole text. */
  readonly isStream?: true;
  readonly headers?: readonly ReplyHeader[];
};

/** Keeps the literal types, so that a handler can only answer what its contract says. */
export function endpoint<const E extends Endpoint>(contract: E): E {
  return contract;
}

/** The body that a reply of that status has. */
export type ReplyBody<
  E extends Endpoint,
  Status extends keyof E['replies'],
> = E['replies'][Status] extends { readonly body: infer Body extends TSchema }
  ? Static<Body>
  : undefined;

/** The headings of the reference. */
export const TAGS = {
  'Customer invoices': 'Hand over an invoice once; it is posted once, in order.',
  Transactions: 'What became of everything that was handed over.',
  Payments: 'Order payments once, and read what the bank made of each of them.',
  Bank: 'Files, statements and entries of the bank.',
  Receivables: 'Open items, and the bank entries that pay them.',
  Exceptions: 'What a person must decide.',
  Deliveries: 'Every effect on another system, with its attempts.',
  Operations: 'Connections and lanes.',
  Events: 'The feed of events, and webhooks.',
  'Legal entities': 'Companies and their fiscal periods.',
  Governance: 'Control totals, the audit trail and legal holds.',
  Console: 'What one screen of the console shows, in one request.',
} as const;
export type Tag = keyof typeof TAGS;

/** Every request header that an endpoint may read. */
export const REQUEST_HEADERS = {
  Prefer: {
    description:
      '`wait=N` waits up to N seconds (at most 30) for the outcome; `respond-async` does not ' +
      'wait (RFC 7240).',
    example: 'wait=10',
  },
  'If-Match': {
    description: 'The ETag of the version that was read (RFC 9110, 13.1.1).',
    example: '"v12"',
  },
  'Last-Event-ID': {
    description: 'The id of the last event that was received (server-sent events).',
    example: '3f9a0c1d.77aa41e2',
  },
  'Kontor-Legal-Entity': {
    description: 'Legal entity that bills, where the document does not say it in our words.',
    example: 'DE01',
  },
  'Kontor-Customer': {
    description: 'Customer number, where the document does not say it in our words.',
    example: 'C10042',
  },
} as const;
export type RequestHeader = keyof typeof REQUEST_HEADERS;

/** Every reply header beyond those of every reply. */
export const REPLY_HEADERS = {
  Location: 'Where what was made can be read.',
  ETag: 'The version, for If-Match (RFC 9110, 8.8.3). Strong.',
  Link: 'The next page as `rel="next"` (RFC 8288).',
  'Idempotent-Replayed': '`true` when this is the answer to an earlier request with the same key.',
  'Preference-Applied': 'Which preference was honoured (RFC 7240).',
} as const;
export type ReplyHeader = keyof typeof REPLY_HEADERS;

/** Room for an invoice of a thousand lines; larger documents are not what one call is for. */
export const JSON_BYTES_MAX = 1_048_576;

/** Ten thousand invoices of twenty lines each. */
export const BATCH_BYTES_MAX = 67_108_864;

/** What is accepted and answered within seconds; more is more than one request. */
export const BATCH_LINES_MAX = 10_000;

/** Ten thousand transfers with every field filled are six megabytes. */
export const PAYMENT_BATCH_BYTES_MAX = 8_388_608;

/** A report that names each of ten thousand transfers with its reasons is a few megabytes. */
export const STATUS_REPORT_BYTES_MAX = 67_108_864;

/** An e-invoice carries its attachments in base64; Peppol recommends to stay below 10 MB. */
export const XML_BYTES_MAX = 10_485_760;

/** Ten times the largest daily statement that banks deliver. */
export const BANK_FILE_BYTES_MAX = 1_073_741_824;
