/**
 * What is read of a message of ISO 20022 payments initiation: its sections, each an element that
 * begins and ends a record, and the fields of each, as paths below it.
 */

export type PainMessage = {
  /** The element below `Document`. */
  readonly element: string;
  /** `pain.002`: the message, in every version that is read. */
  readonly name: string;
  readonly versions: { readonly first: number; readonly last: number };
  /** Fields by section path; `@Ccy` at the end of one is the attribute. */
  readonly sections: Readonly<Record<string, readonly string[]>>;
};

/** Customer credit transfer initiation: what companies send their banks. */
export const PAIN_001: PainMessage = {
  element: 'CstmrCdtTrfInitn',
  name: 'pain.001',
  versions: { first: 3, last: 12 },
  sections: {
    GrpHdr: ['MsgId', 'CreDtTm', 'NbOfTxs', 'CtrlSum'],
    PmtInf: [
      ...['PmtInfId', 'PmtMtd', 'NbOfTxs', 'CtrlSum', 'ReqdExctnDt', 'ReqdExctnDt/Dt'],
      ...['ReqdExctnDt/DtTm', 'Dbtr/Nm', 'DbtrAcct/Id/IBAN', 'DbtrAcct/Id/Othr/Id'],
      ...['DbtrAgt/FinInstnId/BICFI', 'DbtrAgt/FinInstnId/BIC'],
    ],
    'PmtInf/CdtTrfTxInf': [
      ...['PmtId/InstrId', 'PmtId/EndToEndId', 'Amt/InstdAmt', 'Amt/InstdAmt/@Ccy'],
      ...['Cdtr/Nm', 'Cdtr/PstlAdr/Ctry', 'CdtrAcct/Id/IBAN', 'CdtrAcct/Id/Othr/Id'],
      ...['CdtrAgt/FinInstnId/BICFI', 'CdtrAgt/FinInstnId/BIC', 'Purp/Cd', 'RmtInf/Ustrd'],
      'RmtInf/Strd/CdtrRefInf/Ref',
    ],
  },
};

const REASON = ['Rsn/Cd', 'Rsn/Prtry', 'AddtlInf'];

/** Customer payment status report: what banks answer. */
export const PAIN_002: PainMessage = {
  element: 'CstmrPmtStsRpt',
  name: 'pain.002',
  versions: { first: 3, last: 14 },
  sections: {
    GrpHdr: ['MsgId', 'CreDtTm'],
    OrgnlGrpInfAndSts: ['OrgnlMsgId', 'OrgnlMsgNmId', 'GrpSts'],
    'OrgnlGrpInfAndSts/StsRsnInf': REASON,
    OrgnlPmtInfAndSts: ['OrgnlPmtInfId', 'PmtInfSts'],
    'OrgnlPmtInfAndSts/StsRsnInf': REASON,
    'OrgnlPmtInfAndSts/TxInfAndSts': [
      ...['OrgnlInstrId', 'OrgnlEndToEndId', 'OrgnlUETR', 'TxSts', 'AcctSvcrRef'],
    ],
    'OrgnlPmtInfAndSts/TxInfAndSts/StsRsnInf': REASON,
  },
};

/** May be told several times in one section; anything else that is told twice is ambiguous. */
export const REPEATED_FIELDS: ReadonlySet<string> = new Set(['AddtlInf', 'RmtInf/Ustrd']);
