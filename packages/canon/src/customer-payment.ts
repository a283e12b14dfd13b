/**
 * A customer's payment: money on our bank account, and the open items that it was matched with.
 * What the process `apply-customer-payment` is started with; a rule or a person decided all of it.
 *
 * `amount` + Σ `differences` = Σ `allocations` + `onAccount`, as in the ledger document it becomes.
 */

import Type, { type Static } from 'typebox';
import { LedgerDocument, PaymentDifference } from './ledger-operations.ts';
import {
  Currency,
  CustomerNumber,
  Day,
  DecimalText,
  idText,
  LegalEntityCode,
  paragraph,
  text,
} from './wire.ts';

/** How much of the receipt pays which open item. Negative where a credit note is deducted. */
export const SettledItem = Type.Object(
  {
    openItemId: idText('OpenItemId'),
    /** BT-1 of the invoice or credit note */
    invoiceNumber: text(100),
    document: LedgerDocument,
    amount: DecimalText,
    /** Nothing of it is open afterwards. */
    isCleared: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type SettledItem = Static<typeof SettledItem>;

/** A write-off above the limit of its legal entity: who asked for it, and what is to be decided. */
export const WriteOffApproval = Type.Object(
  {
    requestedBy: text(200),
    /** All that is written off on the receipt and its items, this one included. */
    amount: DecimalText,
    limit: DecimalText,
    reason: paragraph(500),
  },
  { additionalProperties: false },
);
export type WriteOffApproval = Static<typeof WriteOffApproval>;

export const CustomerPayment = Type.Object(
  {
    matchId: idText('MatchId'),
    bankEntryId: idText('BankEntryId'),
    legalEntity: LegalEntityCode,
    customer: CustomerNumber,
    partyName: Type.Optional(text(300)),
    currency: Currency,
    /** Of the bank entry, positive; the rest of the entry may pay something else. */
    amount: DecimalText,
    /** Our account that received it, and the ledger account that stands for it. */
    bankAccount: text(70),
    bankLedgerAccount: text(10),
    /** The bank's reference of the entry */
    bankReference: Type.Optional(text(140)),
    bookingDay: Day,
    valueDay: Type.Optional(Day),
    allocations: Type.Array(SettledItem),
    differences: Type.Array(PaymentDifference),
    onAccount: Type.Optional(DecimalText),
    /** Present where a second person must agree before the ledger is told. */
    writeOffApproval: Type.Optional(WriteOffApproval),
  },
  { $id: 'CustomerPayment', additionalProperties: false },
);
export type CustomerPayment = Static<typeof CustomerPayment>;
