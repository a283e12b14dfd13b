/**
 * Ids say what they are and sort by when they were made: `txn_01j8zq4w7n2k5xv3m9t6r0c8ya`.
 *
 * The part after the prefix is 48 bits of milliseconds and 80 random bits, in Crockford's base 32
 * without I, L, O and U. A string is not an id until `parseId` says so. Ids name things; they
 * authorise nothing, and no secret is made here.
 */

import type { Brand } from './brand.ts';
import type { Clock } from './clock.ts';
import { instantFromMs, toEpochMs, type Instant } from './instant.ts';
import type { Random } from './random.ts';

/** One line per kind of thing that has an identity. */
export const ID_PREFIXES = {
  ApplicationId: 'app',
  AuditEntryId: 'aud',
  BankEntryId: 'ben',
  BankFileId: 'bfl',
  BankStatementId: 'bst',
  DeliveryId: 'dlv',
  EventId: 'evt',
  ExceptionBatchId: 'bat',
  ExceptionId: 'exc',
  LegalHoldId: 'hld',
  MatchId: 'mat',
  MatchRefusalId: 'rfl',
  OpenItemId: 'opn',
  PaymentStatusReportId: 'psr',
  RecordDeletionId: 'rdl',
  SubscriptionId: 'sub',
  TransactionId: 'txn',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;
export type Id<Kind extends IdKind> = Brand<Kind>;

export type ApplicationId = Id<'ApplicationId'>;
export type AuditEntryId = Id<'AuditEntryId'>;
export type BankEntryId = Id<'BankEntryId'>;
export type BankFileId = Id<'BankFileId'>;
export type BankStatementId = Id<'BankStatementId'>;
export type DeliveryId = Id<'DeliveryId'>;
export type EventId = Id<'EventId'>;
export type ExceptionBatchId = Id<'ExceptionBatchId'>;
export type ExceptionId = Id<'ExceptionId'>;
export type LegalHoldId = Id<'LegalHoldId'>;
export type MatchId = Id<'MatchId'>;
export type MatchRefusalId = Id<'MatchRefusalId'>;
export type OpenItemId = Id<'OpenItemId'>;
export type PaymentStatusReportId = Id<'PaymentStatusReportId'>;
export type RecordDeletionId = Id<'RecordDeletionId'>;
export type SubscriptionId = Id<'SubscriptionId'>;
export type TransactionId = Id<'TransactionId'>;

/** Makes ids. One per process, so that the clock and the randomness are injected once. */
export type IdSource = { next<Kind extends IdKind>(kind: Kind): Id<Kind> };

export function idSource(clock: Clock, random: Random): IdSource {
  let bytes = random.bytes(BYTES_AT_ONCE);
  let used = 0;
  return {
    next(kind) {
      if (used === BYTES_AT_ONCE) {
        bytes = random.bytes(BYTES_AT_ONCE);
        used = 0;
      }
      let text = `${ID_PREFIXES[kind]}_${encodeTime(toEpochMs(clock.now()))}`;
      const end = used + TAIL_CHARACTERS;
      for (; used < end; used++) {
        text += ALPHABET[(bytes[used] ?? 0) & 31];
      }
      return text as Id<typeof kind>;
    },
  };
}

export function parseId<Kind extends IdKind>(kind: Kind, text: string): Id<Kind> | undefined {
  return new RegExp(idPattern(kind)).test(text) ? (text as Id<Kind>) : undefined;
}

/** When it was made, to the millisecond. */
export function instantOfId(id: Id<IdKind>): Instant {
  const time = id.slice(id.indexOf('_') + 1, id.indexOf('_') + 1 + TIME_CHARACTERS);
  return instantFromMs(Array.from(time).reduce((ms, each) => ms * 32 + ALPHABET.indexOf(each), 0));
}

/** For schemas: the pattern of one kind of id. */
export function idPattern(kind: IdKind): string {
  return `^${ID_PREFIXES[kind]}_[0-9a-hjkmnp-tv-z]{26}$`;
}

function encodeTime(epochMs: number): string {
  let rest = epochMs;
  let text = '';
  for (let position = 0; position < TIME_CHARACTERS; position++) {
    text = ALPHABET[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_CHARACTERS = 10;
const TAIL_CHARACTERS = 16;
/** Drawing randomness costs the same for one id as for a few hundred: it was 9 % of an accept. */
const BYTES_AT_ONCE = TAIL_CHARACTERS * 256;
