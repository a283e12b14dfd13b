/**
 * Payments out: credit transfers that one of our legal entities orders from one account on one day,
 * as ISO 20022 pain.001 carries them. Bracketed names are pain.001.001.09 element paths below
 * `CstmrCdtTrfInitn`.
 *
 * What `POST /v1/payment-batches` takes, and what the process `send-payment-batch` is started with.
 */

import Type, { type Static } from 'typebox';
import { EffectReference } from './ledger-operations.ts';
import { Country, Currency, Day, DecimalText, InstantText, LegalEntityCode, text } from './wire.ts';

/** ISO 13616 without spaces; its check digits are checked where somebody can be told. */
export const Iban = Type.String({
  pattern: '^[A-Z]{2}\\d{2}[A-Z0-9]{11,30}$',
  description: 'An IBAN (ISO 13616) without spaces.',
  examples: ['DE89370400440532013000'],
});

/** ISO 9362: eight characters, or eleven with the branch. */
export const Bic = Type.String({
  pattern: '^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$',
  description: 'A BIC (ISO 9362) of 8 or 11 characters.',
  examples: ['COBADEFFXXX'],
});

/**
 * A reference that banks pass on unchanged: the characters of SEPA, no slash or space at either
 * end, no two slashes side by side (EPC217-08).
 */
export const PaymentReferenceText = Type.String({
  pattern: "^(?![ /])(?!.*//)(?!.*[ /]$)[A-Za-z0-9/?:().,'+ -]{1,35}$",
  description: "Up to 35 characters that banks pass on: letters, digits and /?:().,'+ -.",
});

/** An account holder and the account: [Dbtr, DbtrAcct, DbtrAgt], [Cdtr, CdtrAcct, CdtrAgt]. */
const accountHolder = {
  /** [Nm]: ISO 20022 allows 140 characters, SEPA 70. */
  name: text(140),
  /** [Id/IBAN] */
  iban: Iban,
  /** [FinInstnId/BICFI]: superfluous inside SEPA, where the IBAN says it. */
  bic: Type.Optional(Bic),
};

/** [PmtInf/Dbtr, DbtrAcct, DbtrAgt]: our account that is debited. */
export const PaymentDebtor = Type.Object(accountHolder, { additionalProperties: false });
export type PaymentDebtor = Static<typeof PaymentDebtor>;

/** [CdtTrfTxInf/Cdtr, CdtrAcct, CdtrAgt]: who is paid. */
export const PaymentCreditor = Type.Object(
  {
    ...accountHolder,
    /** [Cdtr/PstlAdr/Ctry] */
    country: Type.Optional(Country),
  },
  { additionalProperties: false },
);
export type PaymentCreditor = Static<typeof PaymentCreditor>;

/** One credit transfer: [PmtInf/CdtTrfTxInf]. */
export const PaymentTransfer = Type.Object(
  {
    /** [PmtId/EndToEndId]: goes with the money to whom it is paid; single in its batch. */
    endToEndId: PaymentReferenceText,
    /** [Amt/InstdAmt], positive, in the currency of the batch */
    amount: DecimalText,
    creditor: PaymentCreditor,
    /** [RmtInf/Ustrd] */
    remittance: Type.Optional(text(140)),
    /** [RmtInf/Strd/CdtrRefInf/Ref]: ISO 11649, instead of `remittance` */
    creditorReference: Type.Optional(
      Type.String({
        pattern: '^RF\\d{2}[A-Za-z0-9]{1,21}$',
        description: 'Creditor reference of ISO 11649.',
        examples: ['RF18539007547034'],
      }),
    ),
    /** [Purp/Cd]: ExternalPurpose1Code, for example `SALA` or `SUPP` */
    purpose: Type.Optional(Type.String({ pattern: '^[A-Z0-9]{4}$', examples: ['SUPP'] })),
  },
  { additionalProperties: false },
);
export type PaymentTransfer = Static<typeof PaymentTransfer>;

/** Ten thousand, as invoices in one request; a file of so many stays below 10 MB. */
export const TRANSFERS_MAX = 10_000;

export const paymentBatchFields = {
  legalEntity: LegalEntityCode,
  /** Our number of the batch, single in its legal entity; becomes [PmtInf/PmtInfId]. */
  number: PaymentReferenceText,
  debtor: PaymentDebtor,
  /** [PmtInf/ReqdExctnDt/Dt]: the day on which our bank shall debit us */
  executionDay: Day,
  /** [Amt/InstdAmt/@Ccy] of every transfer */
  currency: Currency,
  /** [PmtInf/CtrlSum]: what the sender added up; refused where the transfers do not agree. */
  controlSum: Type.Optional(DecimalText),
  transfers: Type.Array(PaymentTransfer, { minItems: 1, maxItems: TRANSFERS_MAX }),
};

export const PaymentBatch = Type.Object(paymentBatchFields, {
  $id: 'PaymentBatch',
  additionalProperties: false,
});
export type PaymentBatch = Static<typeof PaymentBatch>;

/** `paymentBatch.send`: the bank shall execute it. */
export const PaymentBatchSending = Type.Object(
  {
    reference: EffectReference,
    /** [GrpHdr/MsgId]: made of `reference` alone, so that a repeat is the same message. */
    messageId: PaymentReferenceText,
    /**
     * [GrpHdr/CreDtTm]: when it was ordered, so that a repeat has the same bytes; midnight of the
     * execution day where it is not told.
     */
    createdAt: Type.Optional(InstantText),
    ...paymentBatchFields,
  },
  { $id: 'PaymentBatchSending', additionalProperties: false },
);
export type PaymentBatchSending = Static<typeof PaymentBatchSending>;
