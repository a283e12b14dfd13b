/**
 * The posting service: a SOAP request in, a confirmation with a document number or with errors out.
 *
 * Every accepted message posts a document, also one whose UUID was seen before: SAP promises to
 * recognise repeats only within a window that a tenant may have switched off, so a connector that
 * relies on it shows up as a doubled reference in the books.
 */

import type { Ledger, SimulatedReply, SimulatedRequest } from '@kontor/connector-kit/simulator';
import type { Clock } from '@kontor/kernel';
import { toXml, type XmlNode } from '../src/journal-entry/to-xml.ts';
import type { NumberRanges } from './number-ranges.ts';
import type { Tenant } from './master-data.ts';
import { postingErrors, type PostingError } from './posting-errors.ts';
import { readPostingRequest, type PostingRequest } from './posting-request.ts';

export type DocumentKey = {
  readonly companyCode: string;
  readonly fiscalYear: string;
  readonly number: string;
};

type Posting = {
  readonly tenant: Tenant;
  readonly numbers: NumberRanges;
  readonly ledger: Ledger;
  readonly clock: Clock;
};

export async function postDocument(
  { body }: SimulatedRequest,
  { tenant, numbers, ledger, clock }: Posting,
): Promise<SimulatedReply> {
  const request = await readPostingRequest(body);
  if (typeof request === 'string') return fault(request);
  const errors = postingErrors(request, tenant);
  const { companyCode, postingDate } = request;
  const fiscalYear = postingDate.slice(0, 4); // the fiscal year variant is the calendar year
  // A refused document is confirmed, too: under a number of zeros.
  const refused = { companyCode, fiscalYear, number: '0000000000' };
  if (errors.length > 0) return confirmation({ clock, document: refused, errors });
  const number = numbers.next({ companyCode, fiscalYear, documentType: request.documentType });
  const { reference1: reference } = request;
  const facts = toFacts(request, fiscalYear);
  ledger.append({ kind: 'accounting-document', reference, number, facts });
  return confirmation({ clock, document: { companyCode, fiscalYear, number }, errors: [] });
}

/** What the books say of a document; the look-up and reconciliation read it. */
function toFacts(request: PostingRequest, fiscalYear: string): Readonly<Record<string, unknown>> {
  const { reference1: _, items, ...header } = request;
  const debtors = items.filter(({ kind }) => kind === 'debtor');
  return {
    ...header,
    fiscalYear,
    customer: debtors[0]?.account ?? '',
    currency: items[0]?.currency ?? '',
    items,
  };
}

type Answer = {
  readonly clock: Clock;
  readonly document: DocumentKey;
  readonly errors: readonly PostingError[];
};

function confirmation({ clock, document, errors }: Answer): SimulatedReply {
  const header: XmlNode = ['MessageHeader', [['CreationDateTime', clock.now()]]];
  const log = toLog(document, errors);
  const made: XmlNode = [
    'JournalEntryCreateConfirmation',
    [
      ['AccountingDocument', document.number],
      ['CompanyCode', document.companyCode],
      ['FiscalYear', document.fiscalYear],
    ],
  ];
  const message: XmlNode = [
    'sfin:JournalEntryBulkCreateConfirmation',
    [header, ['JournalEntryCreateConfirmation', [header, made, log]], ['Log', []]],
    { 'xmlns:sfin': SFIN },
  ];
  return soap(200, message);
}

function toLog(
  { number, companyCode, fiscalYear }: DocumentKey,
  errors: readonly PostingError[],
): XmlNode {
  const isPosted = errors.length === 0;
  const posted = `Document posted successfully: BKPFF ${number}${companyCode}${fiscalYear}`;
  const items: readonly LogLine[] = isPosted
    ? [['605(RW)', '1', posted]]
    : [
        ['609(RW)', '3', 'Error in document: BKPFF $'],
        ...errors.map(({ typeId, note }): LogLine => [typeId, '3', note]),
      ];
  return [
    'Log',
    [
      ['BusinessDocumentProcessingResultCode', isPosted ? '3' : '5'],
      ['MaximumLogItemSeverityCode', isPosted ? '1' : '3'],
      ...items.map(([typeId, severity, note]): XmlNode => [
        'Item',
        [
          ['TypeID', typeId],
          ['SeverityCode', severity],
          ['Note', note.slice(0, NOTE_CHARACTERS_MAX)],
        ],
      ]),
    ],
  ];
}

type LogLine = readonly [typeId: string, severity: string, note: string];

/** What SAP's runtime says of a message that it cannot read. */
function fault(text: string): SimulatedReply {
  const detail: XmlNode = [
    'soap:Fault',
    [
      ['faultcode', 'soap:Server'],
      ['faultstring', text],
    ],
  ];
  return soap(500, detail);
}

function soap(status: number, content: XmlNode): SimulatedReply {
  const namespaces = { 'xmlns:soap': 'http://schemas.xmlsoap.org/soap/envelope/' };
  const body = toXml(['soap:Envelope', [['soap:Body', [content]]], namespaces]);
  return { status, headers: { 'content-type': 'text/xml; charset=utf-8' }, body };
}

const SFIN = 'http://sap.com/xi/SAPSCORE/SFIN';
const NOTE_CHARACTERS_MAX = 200;
