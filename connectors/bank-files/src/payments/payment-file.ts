/**
 * The file of a batch. Its name is made of our reference alone and its bytes of the input alone, so
 * a repeat is the same file under the same name, whoever makes it and whenever.
 */

import { createHash } from 'node:crypto';
import type { PaymentBatchSending } from '@kontor/canon';
import type { Confirmed, Rejected } from '@kontor/connector-sdk';
import { writePain001 } from '@kontor/formats';
import { assert, present } from '@kontor/kernel';

export type PaymentFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly messageId: string;
};

/** Refused when SEPA cannot transmit it: then nothing was written anywhere. */
export function toPaymentFile(sending: PaymentBatchSending): PaymentFile | Rejected {
  const writing = writePain001(sending);
  if (writing.kind === 'refused') {
    const first = present(writing.defects[0], 'a refusal has a defect');
    const more = writing.defects.length - 1;
    return {
      kind: 'rejected',
      reason: 'business_rule',
      vendorCode: `not_sent/${first.code}`,
      vendorText: more === 0 ? first.detail : `${first.detail} (and ${more} more)`,
      at: first.at,
    };
  }
  const bytes = Buffer.from(writing.text);
  return {
    name: fileNameOf(sending.reference),
    bytes,
    sha256: sha256Of(bytes),
    messageId: sending.messageId,
  };
}

export function fileNameOf(reference: string): string {
  assert(/^[0-9A-Z]{20}$/.test(reference), 'a reference is fit to be a file name');
  return `pain001-${reference}.xml`;
}

/** What is ordered, whatever reference it is ordered under. */
export function contentOf(sending: PaymentBatchSending): string {
  const { debtor, executionDay, currency, transfers, legalEntity, number } = sending;
  return sha256Of(
    JSON.stringify([legalEntity, number, debtor, executionDay, currency, transfers], sorted),
  );
}

export function sha256Of(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function confirmedFile({
  name,
  sha256,
  messageId,
}: Pick<PaymentFile, 'name' | 'sha256' | 'messageId'>): Confirmed {
  return {
    kind: 'confirmed',
    externalReference: messageId,
    facts: { fileName: name, sha256 },
  };
}

/** Objects are written with their names in order: two of the same content are the same text. */
function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)),
  );
}
