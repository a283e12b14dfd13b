/**
 * A bank statement and its entries, as ISO 20022 camt.052/053/054 carry them; MT940 and MT942 are
 * read into the same nouns. Bracketed names are camt.053 element paths below `Stmt`.
 *
 * A statement can hold hundreds of thousands of entries, so it is read as a stream of parts: one
 * `opened`, then `entry` after `entry`, then one `closed`; a file is one `file` part and any number
 * of statements. Amounts are unsigned decimal text with a direction, as banks write them.
 */

import type { Defect } from '@kontor/kernel';
import Type, { type Static } from 'typebox';
import { Currency, Day, DecimalText, MoneyWire, paragraph, text } from './wire.ts';

export const Direction = Type.Union([Type.Literal('credit'), Type.Literal('debit')], {
  description: 'credit: money comes into the account; debit: it leaves.',
});
export type Direction = Static<typeof Direction>;

/** [Acct] */
export const BankAccount = Type.Object(
  {
    /** [Id/IBAN] without spaces */
    iban: Type.Optional(text(34)),
    /** [Id/Othr/Id] where there is no IBAN; MT940 `:25:` as it stands */
    number: Type.Optional(text(70)),
    /** [Ccy] */
    currency: Type.Optional(Currency),
    /** [Nm] */
    name: Type.Optional(text(140)),
    /** [Ownr/Nm] */
    owner: Type.Optional(text(140)),
    /** [Svcr/FinInstnId/BICFI] */
    bic: Type.Optional(text(20)),
  },
  { additionalProperties: false },
);
export type BankAccount = Static<typeof BankAccount>;

/** [Bal] */
export const Balance = Type.Object(
  {
    /**
     * [Tp/CdOrPrtry/Cd]: OPBD, CLBD, PRCD, ITBD, CLAV, FWAV, …; MT940 60 is OPBD, 62 CLBD, 64 CLAV,
     * 65 FWAV
     */
    code: text(35),
    amount: DecimalText,
    currency: Currency,
    /** [CdtDbtInd]: credit means that the bank owes us. */
    direction: Direction,
    /** [Dt]: mandatory in the standard and left out by some banks */
    day: Type.Optional(Day),
  },
  { additionalProperties: false },
);
export type Balance = Static<typeof Balance>;

/** The other side of an entry: [NtryDtls/TxDtls/RltdPties, RltdAgts] */
export const Counterparty = Type.Object(
  {
    name: Type.Optional(text(140)),
    /** [UltmtDbtr], [UltmtCdtr] */
    ultimateName: Type.Optional(text(140)),
    account: Type.Optional(text(70)),
    bic: Type.Optional(text(20)),
  },
  { additionalProperties: false },
);
export type Counterparty = Static<typeof Counterparty>;

/** One transaction inside an entry: [NtryDtls/TxDtls] */
export const EntryDetail = Type.Object(
  {
    /** [Refs/EndToEndId]; `NOTPROVIDED` is read as absent */
    endToEndId: Type.Optional(text(35)),
    /** [Refs/UETR] */
    uetr: Type.Optional(text(36)),
    /** [Refs/InstrId] */
    instructionId: Type.Optional(text(35)),
    /** [Refs/TxId] */
    transactionId: Type.Optional(text(35)),
    /** [Refs/MsgId] */
    messageId: Type.Optional(text(35)),
    /** [Refs/PmtInfId] */
    paymentInformationId: Type.Optional(text(35)),
    /** [Refs/MndtId] */
    mandateId: Type.Optional(text(35)),
    /** [Refs/ChqNb] */
    chequeNumber: Type.Optional(text(35)),
    /** [Refs/AcctSvcrRef] */
    servicerReference: Type.Optional(text(35)),
    /**
     * [Amt], or [AmtDtls/TxAmt/Amt]: absent when the entry has one transaction of its own amount
     */
    amount: Type.Optional(MoneyWire),
    /** [CdtDbtInd]: where it differs from or refines the entry's */
    direction: Type.Optional(Direction),
    /** [AmtDtls/InstdAmt/Amt] when it was in another currency */
    instructedAmount: Type.Optional(MoneyWire),
    counterparty: Type.Optional(Counterparty),
    /** [RmtInf/Ustrd] */
    remittance: Type.Optional(Type.Array(paragraph(2_000), { maxItems: 100 })),
    /** [RmtInf/Strd/CdtrRefInf/Ref]: ISO 11649 or a national structured reference */
    structuredReferences: Type.Optional(Type.Array(text(140), { maxItems: 100 })),
    /** [RmtInf/Strd/RfrdDocInf/Nb] */
    documents: Type.Optional(Type.Array(text(140), { maxItems: 1_000 })),
    /** [Purp/Cd] */
    purpose: Type.Optional(text(35)),
    /** [RtrInf/Rsn/Cd]: ISO external return reason, AC04 account closed and so on */
    returnReason: Type.Optional(text(35)),
    /** [AddtlTxInf] */
    information: Type.Optional(paragraph(2_000)),
  },
  { additionalProperties: false },
);
export type EntryDetail = Static<typeof EntryDetail>;

/** [Ntry], MT940 `:61:` with its `:86:` */
export const StatementEntry = Type.Object(
  {
    /** Place in the statement, from 1: with the statement it identifies the entry. */
    position: Type.Integer({ minimum: 1 }),
    /** [NtryRef] */
    reference: Type.Optional(text(140)),
    /** [Amt], unsigned */
    amount: DecimalText,
    currency: Currency,
    /** [CdtDbtInd] of the entry as booked: a reversed credit is a debit. */
    direction: Direction,
    /** [RvslInd]: it takes back an earlier entry. `direction` already is the booked one. */
    reversal: Type.Boolean(),
    /** [Sts]: BOOK, PDNG, INFO or FUTR. Only booked entries move the balance. */
    status: Type.Union([
      Type.Literal('booked'),
      Type.Literal('pending'),
      Type.Literal('information'),
      Type.Literal('future'),
    ]),
    /** [BookgDt] */
    bookingDay: Type.Optional(Day),
    /** [ValDt] */
    valueDay: Type.Optional(Day),
    /** [AcctSvcrRef], MT940 bank reference after `//` */
    servicerReference: Type.Optional(text(140)),
    /** MT940 reference for the account owner */
    customerReference: Type.Optional(text(140)),
    /** [BkTxCd]: `PMNT/RCDT/ESCT`, and the bank's own code */
    transactionCode: Type.Optional(text(100)),
    proprietaryCode: Type.Optional(text(100)),
    /** [NtryDtls/Btch/NbOfTxs] */
    batchCount: Type.Optional(Type.Integer({ minimum: 0 })),
    /** [AddtlNtryInf], MT940 `:86:` where unstructured */
    information: Type.Optional(paragraph(10_000)),
    details: Type.Array(EntryDetail, { maxItems: 100_000 }),
  },
  { additionalProperties: false },
);
export type StatementEntry = Static<typeof StatementEntry>;

/** What is known of a statement before its first entry. */
export const StatementHeader = Type.Object(
  {
    /**
     * What kind of report: camt.053 and MT940 are `statement`, 052 and 942 `report`, 054
     * `notification`.
     */
    kind: Type.Union([
      Type.Literal('statement'),
      Type.Literal('report'),
      Type.Literal('notification'),
    ]),
    /** [Id], MT940 `:20:` */
    id: text(140),
    /** [ElctrncSeqNb], MT940 number before the slash in `:28C:` */
    sequenceNumber: Type.Optional(text(35)),
    /** [LglSeqNb] */
    legalSequenceNumber: Type.Optional(text(35)),
    /** [StmtPgntn/PgNb], MT940 sequence after the slash in `:28C:` */
    page: Type.Optional(text(10)),
    /** [CreDtTm] as the bank wrote it: many banks give no offset */
    createdAt: Type.Optional(text(40)),
    /** [FrToDt] */
    fromDay: Type.Optional(Day),
    toDay: Type.Optional(Day),
    account: BankAccount,
  },
  { additionalProperties: false },
);
export type StatementHeader = Static<typeof StatementHeader>;

/** One part of a bank file, in the order of the file. */
export type StatementPart =
  | { readonly kind: 'file'; readonly file: BankFileHeader }
  | { readonly kind: 'opened'; readonly header: StatementHeader }
  | { readonly kind: 'entry'; readonly entry: StatementEntry }
  /** All balances, whether the format gives them before the entries (camt) or after (MT940). */
  | {
      readonly kind: 'closed';
      readonly balances: readonly Balance[];
      readonly summary?: StatementSummary;
      /**
       * Where the bank departs from the standard and one reading is sensible: what it wrote, and
       * how it was read. The first of each code.
       */
      readonly notices?: readonly Defect[];
    }
  | StatementRefusal;

/** Last part of a file that cannot be trusted: nothing that came before it may be booked. */
export type StatementRefusal = { readonly kind: 'refused'; readonly defects: readonly Defect[] };

/** [GrpHdr] */
export type BankFileHeader = {
  /** `camt.053.001.08`, `MT940` */
  readonly format: string;
  readonly messageId?: string;
  readonly createdAt?: string;
};

/** [TxsSummry/TtlNtries]: the bank's own control totals, unsigned decimal text. */
export type StatementSummary = {
  readonly entryCount?: number;
  readonly entrySum?: string;
  readonly creditCount?: number;
  readonly creditSum?: string;
  readonly debitCount?: number;
  readonly debitSum?: string;
};
