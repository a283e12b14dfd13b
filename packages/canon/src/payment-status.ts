/**
 * What a bank says of payments that it was sent: ISO 20022 pain.002, the payment status report.
 * Bracketed names are pain.002.001.10 element paths below `CstmrPmtStsRpt`.
 */

import Type, { type Static } from 'typebox';

/** The statuses of ExternalPaymentTransactionStatus1Code that banks send their customers. */
export const PAYMENT_STATUSES = {
  /** Received: the bank has the message. */
  RCVD: 'received',
  /** Pending: further checks are under way. */
  PDNG: 'pending',
  /** Accepted technically: syntax and authorisation are right. */
  ACTC: 'accepted technically',
  /** Accepted customer profile: the customer's limits and agreements allow it. */
  ACCP: 'accepted for the customer',
  /** Accepted, funds checked. */
  ACFC: 'funds checked',
  /** Accepted with a change: the bank altered something, the day for example. */
  ACWC: 'accepted with a change',
  /** Accepted, settlement in process. */
  ACSP: 'settlement in process',
  /** Accepted without posting: the creditor's account has not been credited yet. */
  ACWP: 'accepted without posting',
  /** Settled on the debtor's account. */
  ACSC: 'settled',
  /** Settled on the creditor's account. */
  ACCC: 'credited',
  /** Of a group only: its transactions differ. */
  PART: 'differs by transfer',
  RJCT: 'rejected',
  CANC: 'cancelled',
} as const;

export type PaymentStatus = keyof typeof PAYMENT_STATUSES;

export const PaymentStatus = Type.Enum(Object.keys(PAYMENT_STATUSES) as PaymentStatus[], {
  description: 'ExternalPaymentTransactionStatus1Code of ISO 20022.',
});

/** [StsRsnInf]: ExternalStatusReason1Code (`AC01`, `AM04`) and what the bank adds in words. */
export const PaymentStatusReason = Type.Object(
  {
    /** [Rsn/Cd], or [Rsn/Prtry] */
    code: Type.Optional(Type.String({ maxLength: 35 })),
    /** [AddtlInf], its lines joined */
    text: Type.Optional(Type.String({ maxLength: 2_000 })),
  },
  { additionalProperties: false },
);
export type PaymentStatusReason = Static<typeof PaymentStatusReason>;

/** What was told of one transfer: [OrgnlPmtInfAndSts/TxInfAndSts]. */
export type TransferStatusFact = {
  /** [OrgnlEndToEndId] */
  readonly endToEndId?: string;
  /** [OrgnlInstrId] */
  readonly instructionId?: string;
  /** [OrgnlUETR] */
  readonly uetr?: string;
  /** [TxSts] */
  readonly status: PaymentStatus;
  readonly reasons: readonly PaymentStatusReason[];
  /** [AcctSvcrRef] */
  readonly bankReference?: string;
};

/** [OrgnlPmtInfAndSts]: its own status holds for the transfers that the report does not name. */
export type PaymentInformationStatus = {
  /** [OrgnlPmtInfId] */
  readonly originalPaymentInformationId: string;
  /** [PmtInfSts] */
  readonly status?: PaymentStatus;
  readonly reasons: readonly PaymentStatusReason[];
  readonly transfers: readonly TransferStatusFact[];
};

export type PaymentStatusReport = {
  /** [GrpHdr/MsgId]: the bank's id of the report */
  readonly messageId: string;
  /** [GrpHdr/CreDtTm] as the bank wrote it */
  readonly createdAt: string;
  /** [OrgnlGrpInfAndSts/OrgnlMsgId]: our message */
  readonly originalMessageId: string;
  /** [OrgnlGrpInfAndSts/GrpSts] */
  readonly groupStatus?: PaymentStatus;
  /** [OrgnlGrpInfAndSts/StsRsnInf] */
  readonly reasons: readonly PaymentStatusReason[];
  readonly payments: readonly PaymentInformationStatus[];
};
