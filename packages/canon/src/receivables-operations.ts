/**
 * What processes ask of Kontor's own sub-ledger of receivables: which invoices are open, and which
 * money from the bank pays them.
 */

import Type, { type Static } from 'typebox';
import { EffectReference, LedgerDocument } from './ledger-operations.ts';
import {
  Currency,
  CustomerNumber,
  Day,
  DecimalText,
  idText,
  LegalEntityCode,
  text,
} from './wire.ts';

/** `openItem.open`: from now on money may be matched to it. */
export const OpenItemOpening = Type.Object(
  {
    reference: EffectReference,
    transactionId: idText('TransactionId'),
    legalEntity: LegalEntityCode,
    customer: CustomerNumber,
    partyName: Type.Optional(text(300)),
    /** BT-1 */
    number: text(100),
    /** BT-83 */
    paymentReference: Type.Optional(text(140)),
    issueDay: Day,
    dueDay: Type.Optional(Day),
    currency: Currency,
    /** Signed: a credit note is negative, because it lessens what the customer owes. */
    amount: DecimalText,
    document: LedgerDocument,
  },
  { $id: 'OpenItemOpening', additionalProperties: false },
);
export type OpenItemOpening = Static<typeof OpenItemOpening>;

/** `openItem.cancel`: refused while any of it is matched. */
export const OpenItemCancellation = Type.Object(
  { reference: EffectReference, transactionId: idText('TransactionId') },
  { $id: 'OpenItemCancellation', additionalProperties: false },
);
export type OpenItemCancellation = Static<typeof OpenItemCancellation>;

/** `match.confirm` keeps what a match claimed; `match.release` gives it back. */
export const MatchConfirmation = Type.Object(
  { reference: EffectReference, matchId: idText('MatchId') },
  { $id: 'MatchConfirmation', additionalProperties: false },
);
export type MatchConfirmation = Static<typeof MatchConfirmation>;
