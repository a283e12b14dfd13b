/**
 * The working half of a server: queues that deliver, duties that repeat, and what services act on.
 */

import { tmpdir } from 'node:os';
import {
  groupCommit,
  openDoorway,
  openPostgresStore,
  systemTimers,
  type AcceptOutcome,
  type Effects,
  type EngineStore,
  type NewTransaction,
  type Runtime,
} from '@kontor/engine';
import { idSource, present, systemClock, systemRandom } from '@kontor/kernel';
import type { LegalEntity } from '@kontor/process';
import {
  discardUnfinishedImports,
  receivablesOperations,
  USUAL_RULES,
  type MatchingOffice,
} from '@kontor/reconciliation';
import type pg from 'pg';
import { connectors, processes } from './catalogue.ts';
import type { ServerOptions } from './compose.ts';
import type { OpenConnection } from './connections/open-connection.ts';
import { receivablesEffects } from './connections/receivables-effects.ts';
import { endPauses } from './duties/end-pauses.ts';
import { makeHistoryMonths } from './history/make-history-months.ts';
import { matchReceipts } from './duties/match-receipts.ts';
import { planWindows } from './duties/plan-windows.ts';
import { refreshLedger, refreshLedgers } from './duties/refresh-ledgers.ts';
import { sampleConnections } from './duties/sample-connections.ts';
import { startDuties, type Duty } from './duties/start-duties.ts';
import { workThroughBatches } from './duties/work-through-batches.ts';
import { watchBankFolder } from './duties/watch-bank-folder.ts';
import { askUndo } from './payments/ask-undo.ts';
import { startPayment } from './payments/start-payment.ts';
import { announceProcess } from './neighbours/announce-process.ts';
import { endLeasesOfTheDead } from './neighbours/end-leases-of-the-dead.ts';
import { startQueues } from './queues/start-queues.ts';
import type { OpenReferenceData } from './reference-data/open-reference-data.ts';
import { deleteRecords } from './retention/deletion/delete-records.ts';
import { openRetention, type Retention } from './retention/forget-what-is-due.ts';
import { recordTermsOf } from './retention/record-terms.ts';
import { retentionTermsOf } from './retention/retention-terms.ts';
import { openEventPoster } from './services/webhooks/post-event.ts';

export type EngineOptions = {
  readonly options: ServerOptions;
  readonly pool: pg.Pool;
  readonly connections: ReadonlyMap<string, OpenConnection>;
  readonly reference: OpenReferenceData;
  readonly onTrouble: (error: unknown) => void;
};

export async function startEngine(engine: EngineOptions) {
  const { options, pool, connections, reference, onTrouble } = engine;
  const parts = { clock: systemClock, ids: idSource(systemClock, systemRandom), onTrouble };
  const runtime: Runtime = {
    ...parts,
    reference: reference.data,
    route: (role, legalEntity) => routeOf(role, reference.data.legalEntity(legalEntity)),
  };
  const { store, neighbours } = await openStore(engine);
  const policy = { loopback: options.allowsLoopbackWebhooks ? 'allowed' : 'denied' } as const;
  const poster = openEventPoster({ ...parts, pool, policy });
  const effects = effectsOf(connections, receivablesOperations({ ...parts, pool }));
  const acting = { ...parts, runtime, catalogue: processes, effects, poster };
  const doorway = openDoorway(systemTimers, systemClock);
  const queues = await startQueues({
    ...{ ...acting, pool, store, random: systemRandom, timers: systemTimers },
    ...(options.contain && { contain: options.contain }),
    cutOff: () => connections.forEach((connection) => connection.cutOff()),
    allowanceOf: (name) => connections.get(name)?.allowance(),
    giveWay: doorway.giveWay,
  });
  const office: MatchingOffice = {
    ...parts,
    pool,
    startProcess: startPayment(processes, runtime),
    askUndo: askUndo(processes, runtime),
    rules: USUAL_RULES,
  };
  await discardUnfinishedImports(pool);
  const ledgers = ledgersOf(options, pool);
  const accept = acceptInto(store);
  const retention = retentionOf(options, pool);
  const duties = startDuties({
    ...{ ...parts, pool, queues },
    further: [
      ...[...watchedFolder(options, office, onTrouble), ...neighbours.duties],
      matchReceipts(office),
      workThroughBatches({ ...acting, pool, idempotencyOf: idempotencyIn(effects) }),
      ...[planWindows(pool, systemClock), endPauses(pool), retention.duty, history(options, pool)],
      deleteRecords({ ...parts, pool, terms: recordTermsOf(options.company) }),
      refreshLedgers({ ...ledgers, connections: connections.values() }),
      sampleConnections({ pool, clock: systemClock, inspect: queues.inspect }),
    ],
  });
  return {
    ...acting,
    ...{ policy, office, queues, ledgers, retention },
    accept: (start: NewTransaction) => doorway.attend(accept(start)),
    batches: { store, giveWay: doorway.giveWay },
    credentialsExpireOn: (name: string) =>
      options.company.connections.find((each) => each.name === name)?.credentialsExpireOn,
    titleOf: (name: string) => connectors.get(connections.get(name)?.connector ?? '')?.title,
    listPostings: (name: string) => connections.get(name)?.listPostings,
    refreshMasterData: (name: string) => {
      const connection = connections.get(name);
      if (!connection?.canRead('customer.list')) return false;
      void refreshLedger(ledgers, connection).catch(onTrouble);
      return true;
    },
    stop: async () => {
      await duties.stop();
      await queues.stop();
      await neighbours.close();
      await poster.close();
    },
  };
}

/** Without a door its leases end by themselves, however it dies: no reason not to start. */
async function openStore({ options, pool, onTrouble }: EngineOptions) {
  const folder = options.doorFolder ?? tmpdir();
  const announced = await announceProcess(pool, folder).catch(onTrouble);
  const store = openPostgresStore(pool, announced?.holder);
  const { logger } = options;
  const duties = announced
    ? [endLeasesOfTheDead({ pool, store, announced, logger, clock: systemClock })]
    : [];
  return { store, neighbours: { duties, close: async () => announced?.close() } };
}

function ledgersOf({ logger }: ServerOptions, pool: pg.Pool) {
  return {
    pool,
    onFailure: (connection: string, detail: string) =>
      logger.warn({ connection, detail }, 'master data could not be read'),
  };
}

function history({ logger }: ServerOptions, pool: pg.Pool): Duty {
  return makeHistoryMonths(pool, (standing) =>
    logger.warn(standing, 'months of history are missing; see the guide to retention'),
  );
}

function acceptInto(store: EngineStore) {
  return groupCommit<NewTransaction, AcceptOutcome>({
    write: (starts) => store.acceptTransactions(starts),
    itemsMax: ACCEPTS_MAX,
    writesMax: 2,
  });
}

function retentionOf({ company }: ServerOptions, pool: pg.Pool): Retention {
  return openRetention({ pool, clock: systemClock, terms: retentionTermsOf(company.retention) });
}

function watchedFolder(
  { bankFolder: folder, company }: ServerOptions,
  office: MatchingOffice,
  onTrouble: EngineOptions['onTrouble'],
): readonly Duty[] {
  if (folder === undefined) return [];
  const answerable = present(company.legalEntities[0], 'a company has a legal entity').code;
  return [watchBankFolder({ folder, office, answerable, onTrouble })];
}

function effectsOf(
  connections: ReadonlyMap<string, OpenConnection>,
  receivables: Parameters<typeof receivablesEffects>[0],
): ReadonlyMap<string, Effects> {
  const systems = [...connections.values()].map(({ name, effects }) => [name, effects] as const);
  return new Map([...systems, [RECEIVABLES, receivablesEffects(receivables)]]);
}

function idempotencyIn(effects: ReadonlyMap<string, Effects>) {
  return (connection: string, operation: string) =>
    effects.get(connection)?.(operation)?.idempotency;
}

function routeOf(
  role: string,
  entity: Pick<LegalEntity, 'ledger' | 'crm' | 'bank'> | undefined,
): string {
  const { ledger, crm, bank } = present(entity, 'a transaction belongs to a known legal entity');
  switch (role) {
    case 'ledger':
      return ledger;
    case 'crm':
      return crm;
    case 'bank':
      return present(bank, 'a payment is accepted where a bank takes it');
    default:
      return RECEIVABLES;
  }
}

const RECEIVABLES = 'receivables';
/** Bounds how long one commit holds its locks; 256 invoices are about half a megabyte. */
const ACCEPTS_MAX = 256;
