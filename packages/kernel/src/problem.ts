/**
 * Every failure a caller may see, once (RFC 9457). The documentation page, the HTTP status and the
 * `type` of the answer come from this table; a code that is not in it does not compile.
 *
 * `remedy` is what the caller does next. `retryable` says whether the same request may succeed
 * later.
 */

import type { Defect } from './defect.ts';
import type { Instant } from './instant.ts';

type ProblemDefinition = {
  readonly status: number;
  readonly title: string;
  readonly remedy: string;
  readonly retryable?: true;
};

export const PROBLEMS = {
  // The request itself
  malformed_request: {
    status: 400,
    title: 'The request is not acceptable HTTP',
    remedy: 'Mend what `detail` names: the address, a header, or how the body is framed.',
  },
  header_too_large: {
    status: 431,
    title: 'The headers are larger than the door takes',
    remedy: 'Send at most 16 kB of headers, the access token included.',
  },
  request_timeout: {
    status: 408,
    title: 'The request arrived too slowly',
    remedy:
      'Send the whole request again, without pauses and under the same key: what of a batch was ' +
      'accepted before is answered as it was; nothing else was.',
    retryable: true,
  },
  malformed_json: {
    status: 400,
    title: 'The body is not acceptable JSON',
    remedy: 'Send UTF-8 JSON without a byte order mark, duplicate keys or deep nesting (RFC 7493).',
  },
  malformed_xml: {
    status: 400,
    title: 'The body is not acceptable XML',
    remedy: 'Send well-formed UTF-8 XML without a document type, within the published limits.',
  },
  invalid_request: {
    status: 400,
    title: 'The request does not match its schema',
    remedy: 'Mend the fields that `errors` names; each has a JSON pointer and a reason.',
  },
  idempotency_key_missing: {
    status: 400,
    title: 'This request needs an Idempotency-Key',
    remedy: 'Send a new key with each new intent, and the same key with each retry of it.',
  },
  idempotency_key_invalid: {
    status: 400,
    title: 'The Idempotency-Key is not acceptable',
    remedy: 'Use 1 to 255 visible ASCII characters without commas or quotation marks.',
  },
  invalid_cursor: {
    status: 400,
    title: 'The page token does not belong to this request',
    remedy: 'Use a page token only with the filters it was given for, or start at the first page.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is larger than this operation takes',
    remedy: 'Send less at once; the reference states the limit of each operation.',
  },
  batch_too_large: {
    status: 413,
    title: 'There are more lines than one batch takes',
    remedy:
      'Send it in several batches, all under the same Idempotency-Key: lines that were accepted ' +
      'before are answered as they were.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'This operation does not take that content type',
    remedy: 'Use one of the content types that the reference lists for the operation.',
  },
  not_acceptable: {
    status: 406,
    title: 'This operation cannot answer in that content type',
    remedy: 'Accept application/json.',
  },

  // Who is asking
  unauthenticated: {
    status: 401,
    title: 'A valid access token is needed',
    remedy:
      'Get a token from the token endpoint and send it as `Authorization: Bearer …`. A person ' +
      'whose session of the console has ended signs in again.',
  },
  forbidden: {
    status: 403,
    title: 'The token does not permit this',
    remedy: 'Ask for a token with the permission that the reference names for this operation.',
  },
  cross_site_request: {
    status: 403,
    title: 'The request did not come from a page of ours',
    remedy:
      'A session of the console changes something only from the console itself. A program sends ' +
      'an access token instead of the cookie.',
  },
  legal_entity_forbidden: {
    status: 403,
    title: 'The token does not permit this legal entity',
    remedy: 'Use an application that may act for this legal entity.',
  },

  // Which thing
  not_found: {
    status: 404,
    title: 'There is no such thing, or you may not see it',
    remedy: 'Check the id and the legal entities of your token.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This address does not take that method',
    remedy: 'Use one of the methods in the Allow header.',
  },

  // Twice
  idempotency_key_in_flight: {
    status: 409,
    title: 'A request with this Idempotency-Key is being worked on',
    remedy: 'Wait as Retry-After says, then send the same request again.',
    retryable: true,
  },
  idempotency_key_reused: {
    status: 422,
    title: 'This Idempotency-Key was used for another request',
    remedy: 'Use a new key for a new intent; a retry must repeat the request unchanged.',
  },
  duplicate_business_key: {
    status: 409,
    title: 'This document was accepted before',
    remedy: 'Follow Location to the transaction that holds it. Nothing was done a second time.',
  },
  document_was_deleted: {
    status: 409,
    title: 'This document was accepted before, and deleted when its term was over',
    remedy:
      'Nothing was done. A number is never accepted a second time: if it is another document, ' +
      'give it another number.',
  },
  version_conflict: {
    status: 409,
    title: 'It changed since you read it',
    remedy: 'Read it again, decide again, and send the new version.',
  },

  precondition_required: {
    status: 428,
    title: 'Say which version you read',
    remedy: 'Read it, then send its ETag as If-Match with the change.',
  },
  precondition_failed: {
    status: 412,
    title: 'It changed since you read it',
    remedy: 'Read it again, decide again, and send the new ETag as If-Match.',
  },

  // What finance says
  unacceptable_invoice: {
    status: 422,
    title: 'The invoice cannot be posted as it is',
    remedy: 'Mend what `errors` names and send it again; the same Idempotency-Key may be used.',
  },
  unacceptable_batch: {
    status: 422,
    title: 'Some lines cannot be accepted, so none was',
    remedy:
      'Mend the lines that `errors` names and send the batch again under the same ' +
      'Idempotency-Key, or send it with `mode=partial` to have the others accepted.',
  },
  unacceptable_correction: {
    status: 422,
    title: 'The document cannot be corrected like that',
    remedy: 'Mend what `errors` names, and leave the fields as they are that cannot change.',
  },
  unacceptable_file: {
    status: 422,
    title: 'The file is not a bank statement that can be booked',
    remedy: 'See `errors`. Nothing of the file was booked.',
  },
  unacceptable_payment_batch: {
    status: 422,
    title: 'The payments cannot be ordered as they are',
    remedy: 'Mend what `errors` names and send them again; the same Idempotency-Key may be used.',
  },
  unacceptable_status_report: {
    status: 422,
    title: 'The file is not a payment status report',
    remedy: 'See `errors`. Nothing of the file was taken.',
  },
  unacceptable_match: {
    status: 422,
    title: 'These amounts cannot be matched like that',
    remedy:
      'See `errors`: what is claimed must not exceed what is open, in one currency and entity.',
  },
  unacceptable_calendar: {
    status: 422,
    title: 'The calendar cannot be kept like that',
    remedy:
      'See `errors`: each entry needs one timing, a zone that exists, and an end after its begin.',
  },
  unacceptable_webhook_url: {
    status: 422,
    title: 'Kontor may not post to that address',
    remedy: 'Use a public HTTPS address with a host name, without user name, on port 443 or 8443.',
  },
  already_claimed: {
    status: 409,
    title: 'Somebody else matched this amount meanwhile',
    remedy: 'Read the bank entry and the open items again.',
  },
  four_eyes_required: {
    status: 403,
    title: 'Nobody decides on what they started themselves',
    remedy: 'Ask a second person, with another identity, to decide.',
  },
  exception_already_resolved: {
    status: 409,
    title: 'This exception has been resolved already',
    remedy: 'Read it: it says who resolved it, when and how.',
  },
  selection_changed: {
    status: 409,
    title: 'What the filter chooses is not what you saw',
    remedy: 'Look again: `detail` says what is there now. Nothing was begun.',
  },
  being_sent: {
    status: 409,
    title: 'It is being sent at this moment',
    remedy:
      'Wait as Retry-After says and ask again: by then it was sent, or it can still be cancelled.',
    retryable: true,
  },
  already_sent: {
    status: 409,
    title: 'It was sent, or may have been sent',
    remedy:
      'See `detail`: it says where. What a system has is not cancelled here: hand over a credit ' +
      'note that names it, or have it taken back there.',
  },
  action_not_possible: {
    status: 409,
    title: 'That cannot be done in the state it is in',
    remedy: 'Read it again: `detail` says what would be possible now.',
  },

  // Capacity and faults
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    remedy: 'Wait as Retry-After says.',
    retryable: true,
  },
  unavailable: {
    status: 503,
    title: 'Kontor cannot take this right now',
    remedy:
      'Retry with the same Idempotency-Key after Retry-After: what was accepted already is ' +
      'answered as it was.',
    retryable: true,
  },
  too_many_batches: {
    status: 503,
    title: 'As many batches are being worked on as may be at a time',
    remedy:
      'Nothing of it was accepted. Send it again with the same Idempotency-Key after Retry-After.',
    retryable: true,
  },
  too_many_bank_files: {
    status: 503,
    title: 'As many bank files are being read as may be at a time',
    remedy:
      'Nothing of it was kept. Send it again with the same Idempotency-Key after Retry-After.',
    retryable: true,
  },
  internal: {
    status: 500,
    title: 'Something went wrong inside Kontor',
    remedy: 'Retry with the same Idempotency-Key; if it stays, tell us the correlation id.',
    retryable: true,
  },
} as const satisfies Record<string, ProblemDefinition>;

export type ProblemCode = keyof typeof PROBLEMS;

/** What the caller gets. `instance` and `correlationId` are added at the door. */
export type Problem = {
  readonly code: ProblemCode;
  /** One sentence about this case. Never a secret, never a stack. */
  readonly detail?: string;
  readonly errors?: readonly Defect[];
  /** Who was quicker, where somebody was. */
  readonly by?: string;
  /** When they were. */
  readonly at?: Instant;
};
