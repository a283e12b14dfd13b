/** Reads JournalEntryBulkCreateConfirmation: the document that was made, and the log. */

import { readXml, XML_LIMITS, type XmlLimits } from '@kontor/formats';
import type { AccountingDocument } from './confirmed-document.ts';
import { SFIN } from './write-journal-entry.ts';

export type Confirmation =
  | {
      readonly kind: 'confirmation';
      readonly document?: AccountingDocument;
      readonly log: readonly LogItem[];
    }
  | { readonly kind: 'unreadable'; readonly detail: string };

export type LogItem = {
  /** Message number and class: `201(F5)`. */
  readonly typeId: string;
  /** 1 information, 2 warning, 3 error; also S, I, W, E, A in the letters of ABAP. */
  readonly severity: string;
  readonly note: string;
};

export async function readConfirmation(body: string): Promise<Confirmation> {
  const path: string[] = [];
  const values = new Map<string, string>(); // of the document, by element name
  const log: LogItem[] = [];
  let item: Record<string, string> = {};
  let text = '';
  let isConfirmation = false;

  const defect = await readXml(
    bytesOf(body),
    {
      open(name, uri) {
        path.push(name);
        text = '';
        if (path.length === 3 && path.join('/') === MESSAGE && uri === SFIN) isConfirmation = true;
        if (isLogItem(path)) item = {};
      },
      text(piece) {
        text += piece;
      },
      close(name) {
        const parent = path.at(-2);
        if (parent === 'JournalEntryCreateConfirmation' && DOCUMENT_FIELDS.includes(name)) {
          values.set(name, text.trim());
        }
        if (isLogItem(path.slice(0, -1))) item[name] = text.trim();
        if (isLogItem(path)) log.push(toLogItem(item));
        path.pop();
        text = '';
      },
    },
    REPLY_LIMITS,
  );
  if (defect !== undefined) return { kind: 'unreadable', detail: defect.detail };
  if (!isConfirmation) return { kind: 'unreadable', detail: 'It is not a confirmation.' };
  const document = toDocument(values);
  return { kind: 'confirmation', log, ...(document !== undefined && { document }) };
}

/** Complete or not there: a number without company code and year names no document. */
function toDocument(values: ReadonlyMap<string, string>): AccountingDocument | undefined {
  const number = values.get('AccountingDocument');
  const companyCode = values.get('CompanyCode');
  const fiscalYear = values.get('FiscalYear');
  if (!number || !companyCode || !fiscalYear) return undefined;
  return { number, companyCode, fiscalYear };
}

function toLogItem(item: Readonly<Record<string, string>>): LogItem {
  return {
    typeId: item['TypeID'] ?? '',
    severity: item['SeverityCode'] ?? '',
    note: item['Note'] ?? '',
  };
}

function isLogItem(path: readonly string[]): boolean {
  return path.at(-1) === 'Item' && path.at(-2) === 'Log';
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, 'utf8');
}

const MESSAGE = 'Envelope/Body/JournalEntryBulkCreateConfirmation';
const DOCUMENT_FIELDS = ['AccountingDocument', 'CompanyCode', 'FiscalYear'];

/** The answer to one document has some dozen log items; a megabyte is a thousand of them. */
const REPLY_LIMITS: XmlLimits = { ...XML_LIMITS, bytesMax: 1_048_576, elementsMax: 20_000 };
