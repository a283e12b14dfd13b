/**
 * Where the canonical fields are found in camt.052, 053 and 054, versions 1 to 13, as element
 * paths.
 *
 * The versions moved elements and never reused a path for something else, so one table reads them
 * all: `BIC` became `BICFI`, the plain `Sts` became `Sts/Cd`, a party moved below `Pty` (version
 * 8).
 */

/** [GrpHdr] */
export const FILE_PATHS = {
  messageId: ['MsgId'],
  createdAt: ['CreDtTm'],
};

/** [Stmt], [Rpt], [Ntfctn] */
export const STATEMENT_PATHS = {
  id: ['Id'],
  sequenceNumber: ['ElctrncSeqNb'],
  legalSequenceNumber: ['LglSeqNb'],
  page: ['StmtPgntn/PgNb', 'RptPgntn/PgNb', 'NtfctnPgntn/PgNb'],
  createdAt: ['CreDtTm'],
  fromDay: ['FrToDt/FrDtTm'],
  toDay: ['FrToDt/ToDtTm'],
  iban: ['Acct/Id/IBAN'],
  number: ['Acct/Id/Othr/Id', 'Acct/Id/PrtryAcct/Id', 'Acct/Id/BBAN', 'Acct/Id/UPIC'],
  currency: ['Acct/Ccy'],
  name: ['Acct/Nm'],
  owner: ['Acct/Ownr/Nm'],
  bic: institution('Acct/Svcr'),
};

/** [TxsSummry] */
export const SUMMARY_PATHS = {
  entryCount: ['TtlNtries/NbOfNtries'],
  entrySum: ['TtlNtries/Sum'],
  creditCount: ['TtlCdtNtries/NbOfNtries'],
  creditSum: ['TtlCdtNtries/Sum'],
  debitCount: ['TtlDbtNtries/NbOfNtries'],
  debitSum: ['TtlDbtNtries/Sum'],
};

/** [Bal] */
export const BALANCE_PATHS = {
  code: ['Tp/CdOrPrtry/Cd', 'Tp/CdOrPrtry/Prtry', 'Tp/Cd', 'Tp/Prtry'],
  amount: ['Amt'],
  currency: ['Amt/@Ccy'],
  direction: ['CdtDbtInd'],
  day: ['Dt/Dt', 'Dt/DtTm'],
};

/** [Ntry] */
export const ENTRY_PATHS = {
  reference: ['NtryRef'],
  amount: ['Amt'],
  currency: ['Amt/@Ccy'],
  direction: ['CdtDbtInd'],
  reversal: ['RvslInd'],
  status: ['Sts', 'Sts/Cd', 'Sts/Prtry'],
  bookingDay: ['BookgDt/Dt', 'BookgDt/DtTm'],
  valueDay: ['ValDt/Dt', 'ValDt/DtTm'],
  servicerReference: ['AcctSvcrRef'],
  domain: ['BkTxCd/Domn/Cd'],
  family: ['BkTxCd/Domn/Fmly/Cd'],
  subfamily: ['BkTxCd/Domn/Fmly/SubFmlyCd'],
  proprietaryCode: ['BkTxCd/Prtry/Cd'],
  batchCount: ['NtryDtls/Btch/NbOfTxs', 'Btch/NbOfTxs'],
  information: ['AddtlNtryInf'],
};

/** [NtryDtls/TxDtls]; version 1 has them directly in the entry. */
export const DETAIL_PATHS = {
  endToEndId: ['Refs/EndToEndId'],
  uetr: ['Refs/UETR'],
  instructionId: ['Refs/InstrId'],
  transactionId: ['Refs/TxId'],
  messageId: ['Refs/MsgId'],
  paymentInformationId: ['Refs/PmtInfId'],
  mandateId: ['Refs/MndtId'],
  chequeNumber: ['Refs/ChqNb'],
  servicerReference: ['Refs/AcctSvcrRef'],
  amount: ['Amt'],
  currency: ['Amt/@Ccy'],
  transactionAmount: ['AmtDtls/TxAmt/Amt'],
  transactionCurrency: ['AmtDtls/TxAmt/Amt/@Ccy'],
  instructedAmount: ['AmtDtls/InstdAmt/Amt'],
  instructedCurrency: ['AmtDtls/InstdAmt/Amt/@Ccy'],
  direction: ['CdtDbtInd'],
  domain: ['BkTxCd/Domn/Cd'],
  family: ['BkTxCd/Domn/Fmly/Cd'],
  subfamily: ['BkTxCd/Domn/Fmly/SubFmlyCd'],
  proprietaryCode: ['BkTxCd/Prtry/Cd'],
  debtorName: partyName('Dbtr'),
  debtorUltimateName: partyName('UltmtDbtr'),
  debtorAccount: accountNumber('DbtrAcct'),
  debtorBic: institution('RltdAgts/DbtrAgt'),
  creditorName: partyName('Cdtr'),
  creditorUltimateName: partyName('UltmtCdtr'),
  creditorAccount: accountNumber('CdtrAcct'),
  creditorBic: institution('RltdAgts/CdtrAgt'),
  remittance: ['RmtInf/Ustrd'],
  structuredReferences: ['RmtInf/Strd/CdtrRefInf/Ref', 'RmtInf/Strd/CdtrRefInf/CdtrRef'],
  documents: ['RmtInf/Strd/RfrdDocInf/Nb', 'RmtInf/Strd/RfrdDocInf/RfrdDocNb'],
  purpose: ['Purp/Cd', 'Purp/Prtry'],
  returnReason: ['RtrInf/Rsn/Cd', 'RtrInf/Rsn/Prtry', 'RtrInf/RtrRsn/Cd', 'RtrInf/RtrRsn/Prtry'],
  information: ['AddtlTxInf'],
};

/** Fields that may stand more than once; of the others the first counts. */
export const REPEATABLE: ReadonlySet<string> = new Set([
  'remittance',
  'structuredReferences',
  'documents',
  'batchCount',
]);

/** Fields that decide what is booked: a second one makes the money ambiguous. */
export const DECISIVE: ReadonlySet<string> = new Set([
  'amount',
  'currency',
  'direction',
  'reversal',
  'status',
  'code',
]);

function partyName(party: string): string[] {
  return ['Nm', 'Pty/Nm', 'Agt/FinInstnId/Nm'].map((name) => `RltdPties/${party}/${name}`);
}

function accountNumber(account: string): string[] {
  const forms = ['IBAN', 'Othr/Id', 'PrtryAcct/Id', 'BBAN', 'UPIC'];
  return forms.map((form) => `RltdPties/${account}/Id/${form}`);
}

function institution(agent: string): string[] {
  return ['BICFI', 'BIC', 'CmbndId/BIC'].map((code) => `${agent}/FinInstnId/${code}`);
}
