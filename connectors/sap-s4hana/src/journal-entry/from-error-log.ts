/**
 * What an error in SAP's log means. That it refused is certain from the severity; the reason only
 * says who should look at it, so a message that is not in the table is a `business_rule`.
 */

import type { Rejected, RejectionReason, Retryable } from '@kontor/connector-sdk';
import type { LogItem } from './read-confirmation.ts';

/** Undefined when nothing in the log is an error. */
export function fromErrorLog(log: readonly LogItem[]): Rejected | Retryable | undefined {
  const errors = log.filter(({ severity }) => ERROR_SEVERITIES.has(severity));
  const [first] = errors;
  if (first === undefined) return undefined;
  const lock = errors.find(isLock);
  if (lock !== undefined) return { kind: 'retryable', cause: 'locked', detail: lock.note };
  // The first entry often only announces that there are errors; the telling one follows.
  const telling = errors.find((item) => reasonOf(item) !== undefined);
  const specific = telling ?? errors.find(({ typeId }) => !GENERAL.has(messageOf(typeId))) ?? first;
  const others = errors.filter((item) => item !== specific).map(({ note }) => note);
  return {
    kind: 'rejected',
    reason: reasonOf(specific) ?? 'business_rule',
    vendorCode: messageOf(specific.typeId),
    vendorText: [specific.note, ...others].join(' / ').slice(0, VENDOR_TEXT_CHARACTERS_MAX),
  };
}

/** `201(F5)` as SAP's people write it: `F5/201`. */
export function messageOf(typeId: string): string {
  const [, number, messageClass] = /^(\d{1,3})\((.+)\)$/.exec(typeId) ?? [];
  if (number === undefined || messageClass === undefined) return typeId || 'unnamed';
  return `${messageClass}/${number.padStart(3, '0')}`;
}

function reasonOf({ typeId, note }: LogItem): RejectionReason | undefined {
  const known = REASONS.get(messageOf(typeId));
  return known ?? REASON_WORDS.find(([words]) => words.test(note))?.[1];
}

/** Somebody else is working on the same account or number range: it is free again in seconds. */
function isLock({ typeId, note }: LogItem): boolean {
  return LOCKS.has(messageOf(typeId)) || /\b(locked|being processed) by\b/i.test(note);
}

const ERROR_SEVERITIES: ReadonlySet<string> = new Set(['3', '4', 'E', 'A', 'X']);

/** RW/609 says "error in document" and no more. */
const GENERAL: ReadonlySet<string> = new Set(['RW/609', 'RW/602', 'BK/000']);

const LOCKS: ReadonlySet<string> = new Set(['M3/024', 'MC/601']);

/**
 * F5/201, F5/102, FF/101, RW/022 and FINS_FI_POSTING_IF/016 as public copies of SAP's message
 * tables have them (read in November 2026). Others are told by their words.
 */
const REASONS: ReadonlyMap<string, RejectionReason> = new Map([
  ['F5/201', 'period_closed'],
  ['F5/102', 'unknown_master_data'],
  ['FF/101', 'unknown_master_data'],
  ['RW/022', 'not_balanced'],
  ['FINS_FI_POSTING_IF/016', 'not_balanced'],
]);

/** Their texts in English, which is why the communication user's language should be English. */
const REASON_WORDS: readonly (readonly [RegExp, RejectionReason])[] = [
  [/\bperiod\b.*\b(not open|closed)\b/i, 'period_closed'],
  [/\bblocked\b/i, 'account_blocked'],
  [/\bbalance in (transaction|document) currency\b/i, 'not_balanced'],
  [/\b(not defined|does not exist|not found)\b/i, 'unknown_master_data'],
];

/** Two or three messages; the trace has the whole answer. */
const VENDOR_TEXT_CHARACTERS_MAX = 500;
