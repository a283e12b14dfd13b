/**
 * Whether a file is an e-invoice, told by its root element alone; everything else may be a bank
 * file.
 */

import { open } from 'node:fs/promises';

export async function kindOfFile(path: string): Promise<'e-invoice' | 'bank-file'> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(TELLING_BYTES), 0, TELLING_BYTES, 0);
    return isEInvoice(buffer.subarray(0, bytesRead).toString('latin1')) ? 'e-invoice' : 'bank-file';
  } finally {
    await file.close();
  }
}

function isEInvoice(start: string): boolean {
  const rest = start.replaceAll(PROLOG, ' ');
  const root = /<(?:[\w.-]+:)?([\w.-]+)/.exec(rest)?.[1] ?? '';
  return ROOTS.has(root);
}

/** Declarations and comments; a document type stands, and the reader refuses it. */
const PROLOG = /<\?[^>]*\?>|<!--[\s\S]*?-->|<![^>]*>/g;

const ROOTS: ReadonlySet<string> = new Set([
  'Invoice',
  'CreditNote',
  'CrossIndustryInvoice',
  'CrossIndustryDocument',
]);

/** Room for a licence text in front of the root. */
const TELLING_BYTES = 65_536;
