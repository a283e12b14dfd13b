/** What belongs together: documents in other systems, corrections, payments, earlier attempts. */

import type { LinkedDocument } from '@kontor/contracts';
import type { StoryFacts } from '@kontor/governance';
import type { TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { cutLine } from '../../../wire/cut-text.ts';
import { toMoneyWireOrNone } from '../../../wire/to-money-wire.ts';
import { readCorrections } from './read-corrections.ts';
import { readSettlements } from './read-settlements.ts';

export type LinkedRow = {
  readonly relation: string;
  readonly number: string;
  readonly transaction_id: string | null;
  readonly amount_minor: string | null;
  readonly currency: string | null;
};

export async function readLinked(
  db: Queryable,
  id: TransactionId,
  { facts, entities }: { readonly facts: StoryFacts; readonly entities: readonly string[] },
): Promise<LinkedDocument[]> {
  const rows = [
    ...(await readCorrections(db, id, entities)),
    ...(await readSettlements(db, id, entities)),
  ];
  return [...facts.deliveries.flatMap(toDocument), ...rows.map(fromLinkedRow)].slice(0, 500);
}

type DeliveryFacts = StoryFacts['deliveries'][number];

/** What another system made of it. The sub-ledger's own number is nobody's document. */
function toDocument(delivery: DeliveryFacts): LinkedDocument[] {
  const { role, direction, status, externalReference, system } = delivery;
  if (externalReference === undefined || status !== 'confirmed' || role === 'receivables') {
    return [];
  }
  const relation = direction === 'back' ? REVERSALS[role] : DOCUMENTS[role];
  return [{ relation, label: cutLine(externalReference, 200), system: cutLine(system, 200) }];
}

function fromLinkedRow(row: LinkedRow): LinkedDocument {
  const amount = toMoneyWireOrNone(row.amount_minor, row.currency);
  return {
    relation: row.relation,
    label: cutLine(row.number, 200),
    ...(row.transaction_id !== null && { transaction: row.transaction_id }),
    ...(amount && { amount }),
  };
}

const DOCUMENTS = {
  ledger: 'Ledger document',
  crm: 'CRM record',
  bank: 'Message to the bank',
} as const;
const REVERSALS = {
  ledger: 'Reversal in the ledger',
  crm: 'Reversal in the CRM',
  bank: 'Recall with the bank',
} as const;
