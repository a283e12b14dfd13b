/** Every service that the gateway needs, given its parts. */

import type {
  AcceptOutcome,
  Effects,
  GroupCommit,
  NewTransaction,
  ProcessCatalogue,
  Runtime,
} from '@kontor/engine';
import type { EgressPolicy } from '@kontor/connector-sdk';
import type { Clock, IdSource } from '@kontor/kernel';
import type { MatchingOffice } from '@kontor/reconciliation';
import type pg from 'pg';
import type { ListPostings } from '../connections/open-connection.ts';
import type { Services } from '../gateway/services.ts';
import type { Queues } from '../queues/start-queues.ts';
import type { RecordTerms } from '../retention/record-terms.ts';
import type { RetentionTerms } from '../retention/retention-terms.ts';
import { systemTimers } from '@kontor/engine';
import { bankFilesAtOnce } from './bank/file-slots.ts';
import { bankService } from './bank/bank-service.ts';
import { consoleServices } from './console/console-services.ts';
import type { Installation } from './console/viewer/viewer-service.ts';
import { companiesService } from './companies/companies-service.ts';
import { cancellationsService } from './cancellations/cancellations-service.ts';
import { correctionsService } from './corrections/corrections-service.ts';
import { deliveriesService } from './deliveries/deliveries-service.ts';
import { drainService } from './drain/drain-service.ts';
import { eventsService } from './events/events-service.ts';
import type { BatchPolicy } from './exception-batches/batch-policy.ts';
import { exceptionBatchesService } from './exception-batches/exception-batches-service.ts';
import { exceptionsService } from './exceptions/exceptions-service.ts';
import { preventedIn } from './governance/prevented-in.ts';
import { governanceService } from './governance/governance-service.ts';
import { invoicesService } from './invoices/invoices-service.ts';
import {
  BATCHES_AT_ONCE,
  invoiceBatchesService,
} from './invoices/batch/invoice-batches-service.ts';
import type { BatchDesk } from './invoices/batch/batch-desk.ts';
import { operationsService } from './operations/operations-service.ts';
import { paymentsService } from './payments/payments-service.ts';
import { recordsService } from './records/records-service.ts';
import { receivablesService } from './receivables/receivables-service.ts';
import { sandboxService, type SandboxControls } from './sandbox/sandbox-service.ts';
import { openSlots } from './slots.ts';
import { transactionsService } from './transactions/transactions-service.ts';
import type { EventPoster } from './webhooks/post-event.ts';
import { webhooksService } from './webhooks/webhooks-service.ts';

export type ServicesOptions = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly runtime: Runtime;
  readonly catalogue: ProcessCatalogue;
  readonly accept: GroupCommit<NewTransaction, AcceptOutcome>;
  readonly batches: Pick<BatchDesk, 'store' | 'giveWay'>;
  readonly office: MatchingOffice;
  readonly queues: Queues;
  readonly effects: ReadonlyMap<string, Effects>;
  readonly poster: EventPoster;
  readonly policy: EgressPolicy;
  /** What people call a connection. */
  readonly titleOf: (connection: string) => string | undefined;
  /** The day its credentials expire, where somebody said it. */
  readonly credentialsExpireOn: (connection: string) => string | undefined;
  /** False when the connection has no master data to read. */
  readonly refreshMasterData: (connection: string) => boolean;
  /** Asks a system what was posted by us; undefined when it cannot be asked. */
  readonly listPostings: (connection: string) => ListPostings | undefined;
  /** Master data as it is in the database now, for the checks of this process. */
  readonly refreshReferenceData: () => Promise<void>;
  /** Absent before real systems. */
  readonly sandbox?: SandboxControls;
  readonly installation: Installation;
  /** How long records are kept. */
  readonly recordTerms: RecordTerms;
  readonly retentionTerms: RetentionTerms;
  /** From which size on a decision about many exceptions needs a second person. */
  readonly batchPolicy: BatchPolicy;
  /** Each holds a connection of the database; a fifth of them unless said. */
  readonly bankFilesAtOnce?: number | undefined;
  readonly onTrouble: (error: unknown) => void;
};

export function openServices(options: ServicesOptions): Services {
  const { pool, catalogue, runtime, queues, effects, office } = options;
  const idempotencyOf = (connection: string, operation: string) =>
    effects.get(connection)?.(operation)?.idempotency;
  const { inspect, obeySettings } = queues;
  const acting = { ...options, idempotencyOf, inspect, obeySettings };
  const counter = {
    runtime,
    wake: queues.wake,
    onRepeat: preventedIn(pool, options.onTrouble),
  };
  const desk = { ...counter, definition: catalogue.latest('create-customer-invoice') };
  const fileSlots = openSlots(options.bankFilesAtOnce ?? bankFilesAtOnce(pool));
  return {
    invoices: invoicesService({ ...desk, accept: options.accept }),
    invoiceBatches: invoiceBatchesService({
      ...{ ...desk, ...options.batches },
      slots: openSlots(BATCHES_AT_ONCE),
    }),
    transactions: transactionsService({ ...options, timers: systemTimers }),
    payments: paymentsService({
      ...{ ...counter, pool, office, slots: fileSlots },
      definition: catalogue.latest('send-payment-batch'),
    }),
    bank: bankService(office, { onRepeat: counter.onRepeat, slots: fileSlots }),
    receivables: receivablesService(options),
    exceptions: exceptionsService(acting),
    corrections: correctionsService({ ...acting, wake: queues.wake }),
    cancellations: cancellationsService({ ...acting, wake: queues.wake }),
    exceptionBatches: exceptionBatchesService(acting),
    deliveries: deliveriesService(acting),
    operations: operationsService(acting),
    drain: drainService(acting),
    sandbox: sandboxService(options),
    events: eventsService({ pool, timers: systemTimers }),
    webhooks: webhooksService(options),
    companies: companiesService(options),
    governance: governanceService(options),
    records: recordsService(options),
    console: consoleServices({
      ...acting,
      isSimulated: (name) => options.sandbox?.controlUrls[name] !== undefined,
    }),
  };
}
