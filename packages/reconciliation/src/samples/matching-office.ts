/**
 * For tests: matching over a test database, with an engine that only remembers what it was asked.
 */

import type { OpenItemOpening } from '@kontor/canon';
import { present } from '@kontor/kernel';
import type pg from 'pg';
import type { MatchingOffice, PaymentStart, UndoAnswer } from '../ports.ts';
import { USUAL_RULES } from '../ports.ts';
import { openOpenItem } from '../receivables/open-open-item.ts';
import { sampleOffice } from './office.ts';

export type SampleEngine = {
  readonly office: MatchingOffice;
  readonly started: PaymentStart[];
  readonly undone: { readonly transactionId: string; readonly by: string }[];
  /** What the engine answers when it is asked to undo. */
  undoAnswer: UndoAnswer;
};

export function sampleEngine(pool: pg.Pool, seed = 2): SampleEngine {
  const office = sampleOffice(pool, seed);
  const engine: SampleEngine = {
    office: {
      ...office,
      rules: USUAL_RULES,
      startProcess: (_db, start) => {
        engine.started.push(start);
        return Promise.resolve(office.ids.next('TransactionId'));
      },
      askUndo: (_db, undo) => {
        engine.undone.push(undo);
        return Promise.resolve(engine.undoAnswer);
      },
    },
    started: [],
    undone: [],
    undoAnswer: { kind: 'asked' },
  };
  return engine;
}

export type SampleItem = {
  readonly number: string;
  readonly amount: string;
  readonly customer?: string;
  readonly partyName?: string;
  readonly paymentReference?: string;
  readonly legalEntity?: string;
  readonly currency?: string;
};

/** Answers the open item's id. */
export async function addOpenItem(
  { office: { pool, ids } }: SampleEngine,
  { legalEntity = 'DE01', customer = 'C1', currency = 'EUR', ...item }: SampleItem,
): Promise<string> {
  const transactionId = ids.next('TransactionId');
  await pool.query(
    `insert into transaction (transaction_id, process, process_version, legal_entity, business_key,
       ordering_key, correlation_id, application_id, channel, number, status, input, state)
     values ($1, 'create-customer-invoice', 1, $2, $1, $3, 'test', 'shop', 'api', $4, 'done', '{}',
       '{}')`,
    [transactionId, legalEntity, customer, item.number],
  );
  const opening: OpenItemOpening = {
    reference: '00000000000000000000',
    transactionId,
    legalEntity,
    customer,
    currency,
    issueDay: '2026-02-01',
    dueDay: '2026-03-01',
    document: { legalEntity, number: '1800000001', year: '2026' },
    ...item,
  };
  const outcome = await openOpenItem(pool, opening);
  return present(
    outcome.kind === 'confirmed' ? outcome.externalReference : undefined,
    'the item is open',
  );
}

export async function addCustomer(
  pool: pg.Pool,
  number: string,
  name: string,
  iban?: string,
): Promise<void> {
  await pool.query(
    `insert into customer (connection, number, name, ibans, legal_entities)
     values ('books', $1, $2, $3, '{DE01}')`,
    [number, name, iban ? [iban] : []],
  );
}
