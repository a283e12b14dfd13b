/** Documents of the ledger that stand: posted and not taken back. */

import type { SapDocument } from '../../books/sap-documents.ts';

/** By company code and invoice number. */
export function liveBillings(
  documents: readonly SapDocument[],
): ReadonlyMap<string, readonly SapDocument[]> {
  const reversed = new Set(
    documents.flatMap(({ companyCode, reverses }) =>
      reverses ? [`${companyCode}/${reverses}`] : [],
    ),
  );
  const live = new Map<string, SapDocument[]>();
  for (const document of documents) {
    const { companyCode, number, kind, reverses, documentReference } = document;
    if (kind !== 'billing' || reverses || reversed.has(`${companyCode}/${number}`)) continue;
    const key = `${companyCode}/${documentReference}`;
    const same = live.get(key);
    if (same) same.push(document);
    else live.set(key, [document]);
  }
  return live;
}
