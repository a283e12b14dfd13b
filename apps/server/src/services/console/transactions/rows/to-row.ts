import type { ConsoleTransactionRow } from '@kontor/contracts';
import type { ProcessCatalogue, QueueView } from '@kontor/engine';
import type { Clock } from '@kontor/kernel';
import { CANCELLED } from '@kontor/process';
import { cutLine } from '../../../wire/cut-text.ts';
import { toMoneyWireOrNone } from '../../../wire/to-money-wire.ts';
import { kindOfTransaction } from '../kind-of-transaction.ts';
import { isLate } from './late-after.ts';
import type { ConsoleRow } from './read-rows.ts';
import { standingOfRow } from './standing-of-row.ts';
import { stateOfRow } from './state-of-row.ts';

/** What words and states are made with. */
export type Wording = {
  readonly clock: Clock;
  readonly catalogue: ProcessCatalogue;
  readonly titleOf: (connection: string) => string | undefined;
  readonly inspect: (connection: string) => QueueSeen | undefined;
};

/** What matters of a queue to those who wait in it. */
type QueueSeen = Pick<QueueView, 'breaker' | 'finishedPerSecond'>;

/** A row of the database as a row of the console. */
export function toRow(row: ConsoleRow, wording: Wording): ConsoleTransactionRow {
  const definition = wording.catalogue.find(row.process, row.process_version);
  const amount = toMoneyWireOrNone(row.amount_minor, row.currency);
  return {
    id: row.transaction_id,
    number: cutLine(row.number, 140),
    kind: kindOfTransaction(row),
    state: stateOfRow(row),
    standing: standingOfRow(row, {
      definition,
      systemOf: (connection) => systemOf(connection, wording),
      isSilent: (connection) => wording.inspect(connection)?.breaker === 'open',
    }),
    process: row.process,
    legalEntity: row.legal_entity,
    application: row.application_id,
    acceptedAt: row.accepted_at,
    isLate: isLate(row, definition, wording.clock.now()),
    version: row.version,
    ...(row.status === 'taken_back' && { stateWord: 'Taken back' }),
    ...(row.ending_code === CANCELLED && { stateWord: 'Cancelled' }),
    ...(row.customer !== null && { customer: row.customer }),
    ...(row.party !== null && { party: cutLine(row.party, 300) }),
    ...(amount && { amount }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
  };
}

/** The sub-ledger is a system like the others, and is called what it is. */
export function systemOf(connection: string, { titleOf }: Pick<Wording, 'titleOf'>): string {
  return connection === 'receivables' ? 'the sub-ledger' : (titleOf(connection) ?? connection);
}
