export { readXml, readXmlByPiece, type XmlHandler } from './xml/read-xml.ts';
export { XML_LIMITS, type XmlLimits } from './xml/xml-limits.ts';
export { refuse } from './xml/refuse.ts';
export {
  readEInvoice,
  type EInvoiceReading,
  type EInvoiceSyntax,
} from './einvoice/read-einvoice.ts';
export { readBankFile, bankFormatOf, type BankFormat } from './bank-file/read-bank-file.ts';
export {
  PROOF_START,
  proveStatement,
  type ProofOutcome,
  type ProofState,
  type StatementProof,
} from './bank-file/prove-statement.ts';
export { readCamt } from './camt/read-camt.ts';
export { readMt940 } from './mt940/read-mt940.ts';
export { writeUblInvoice } from './einvoice/write-ubl-invoice.ts';
export {
  readPain001,
  type InitiationReading,
  type OrderedPayments,
  type PaymentInitiation,
} from './pain/read-pain-001.ts';
export { readPain002, type StatusReportReading } from './pain/read-pain-002.ts';
export { writePain001, type PainWriting } from './pain/write-pain-001.ts';
export { writePain002 } from './pain/write-pain-002.ts';
export { tellStatusReport, type ToldFile } from './pain/tell-status-report.ts';
