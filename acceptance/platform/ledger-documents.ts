/** What the simulated SAP really posted: its own books, not what it told us. */

import type { Sandbox } from '@kontor/sandbox';

export type LedgerDocument = {
  readonly number: string;
  /** Ours, as the document carries it. */
  readonly reference: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

/** Documents of SAP that name this text: an invoice number, a bank reference. */
export function ledgerDocuments(sandbox: Sandbox, naming: string): readonly LedgerDocument[] {
  const quoted = JSON.stringify(naming);
  return sandbox
    .system('sap-s4hana')
    .ledger.entries()
    .filter(({ facts }) => JSON.stringify(facts).includes(quoted));
}
