/**
 * Services that keep everything in memory, for the gateway's own tests: idempotency, ownership,
 * pages and versions work as the real ones promise; business rules do not exist. What a test does
 * not change has the values of the contracts' examples.
 */

import type { CustomerInvoice } from '@kontor/canon';
import {
  getConnection,
  getConnectionFaults,
  getControlTotals,
  getDelivery,
  getException,
  listBankEntries,
  decideExceptionBatch,
  getExceptionBatch,
  listExceptionBatches,
  listExceptionBatchItems,
  previewExceptionBatch,
  stopExceptionBatch,
  listDocumentVersions,
  cancelTransaction,
  previewCorrection,
  correctTransaction,
  type Correction,
  listBankStatements,
  listLanes,
  listUnknownPostings,
  listLegalEntities,
  listMatchRefusals,
  listOpenItems,
  listAuditEntries,
  exampleCloudEvent,
  getBankFile,
  getConnectionCalendar,
  pauseProcess,
  getMatch,
  getTransactionStory,
  getWebhookSubscription,
  previewDeliveryReplay,
  previewMatches,
  rotateWebhookSecret,
  testWebhookSubscription,
  type BankFile,
  type CloudEvent,
  type Page,
  type PageRequest,
  type Period,
  type Transaction,
  type TransactionDetail,
} from '@kontor/contracts';
import {
  idSource,
  plusMs,
  type Clock,
  type IdSource,
  type Random,
  type TransactionId,
  present,
} from '@kontor/kernel';
import type { Absent, Call, Found, IdempotentCall, Services } from '../services.ts';
import { exampleOf, foundOrAbsent } from './example-of.ts';
import { keyStore } from './key-store.ts';
import { memoryInvoiceBatches } from './memory-invoice-batches.ts';
import { MEMORY_CONSOLE } from './memory-console.ts';
import { memoryPayments } from './memory-payments.ts';
import { memoryRecords } from './memory-records.ts';

export type MemoryServices = Services & {
  readonly transactionsById: Map<string, Transaction>;
  /** Ends the transaction, and wakes who waits for it. */
  readonly finish: (id: string) => void;
  readonly eventFeed: CloudEvent[];
};

export function memoryServices(clock: Clock, random: Random): MemoryServices {
  const memory: Memory = {
    clock,
    ids: idSource(clock, random),
    keys: keyStore(),
    transactionsById: new Map(),
    byBusinessKey: new Map(),
    wakers: new Map(),
    files: new Map(),
    eventFeed: [],
    period: { ...EXAMPLE_PERIOD },
  };
  return {
    transactionsById: memory.transactionsById,
    eventFeed: memory.eventFeed,
    finish: (id) => finish(memory, id),
    invoices: invoicesIn(memory),
    invoiceBatches: memoryInvoiceBatches((call, invoice) => acceptInvoice(memory, call, invoice)),
    transactions: transactionsIn(memory),
    bank: bankIn(memory),
    ...restOf(memory),
  };
}

type Memory = {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly keys: ReturnType<typeof keyStore>;
  readonly transactionsById: Map<string, Transaction>;
  readonly byBusinessKey: Map<string, TransactionId>;
  readonly wakers: Map<string, (() => void)[]>;
  readonly files: Map<string, BankFile>;
  readonly eventFeed: CloudEvent[];
  period: Period;
};

function invoicesIn(memory: Memory): Services['invoices'] {
  return {
    accept: (call, document) =>
      memory.keys.once(call, async () =>
        document.kind === 'json'
          ? acceptInvoice(memory, call, document.invoice)
          : unacceptable('/', 'not_an_invoice', 'There is no invoice in it.'),
      ),
  };
}

function acceptInvoice(memory: Memory, call: Call, invoice: CustomerInvoice) {
  const { legalEntity, number, customer, currency, totals } = invoice;
  const businessKey = [legalEntity, number];
  const known = memory.byBusinessKey.get(businessKey.join(' '));
  if (known) return { kind: 'duplicate' as const, transaction: known };
  if (totals.payable === '0.00') {
    return unacceptable('/totals/payable', 'nothing_to_pay', 'There is nothing to pay.');
  }
  const transaction: Transaction = {
    id: memory.ids.next('TransactionId'),
    process: 'create-customer-invoice',
    processVersion: 1,
    legalEntity,
    businessKey,
    status: 'waiting',
    number,
    customer,
    value: { amount: totals.gross, currency },
    application: call.actor.application,
    correlationId: call.correlationId,
    acceptedAt: memory.clock.now(),
    exceptions: [],
  };
  memory.transactionsById.set(transaction.id, transaction);
  memory.byBusinessKey.set(businessKey.join(' '), transaction.id as TransactionId);
  return { kind: 'accepted' as const, result: transaction };
}

function unacceptable(at: string, code: string, detail: string) {
  return { kind: 'unacceptable' as const, errors: [{ code, at, detail }] };
}

function finish({ transactionsById, wakers, clock }: Memory, id: string): void {
  const transaction = transactionsById.get(id);
  if (!transaction) return;
  const finishedAt = plusMs(clock.now(), 1);
  transactionsById.set(id, { ...transaction, status: 'done', finishedAt });
  for (const wake of wakers.get(id) ?? []) wake();
  wakers.delete(id);
}

function transactionsIn(memory: Memory): Services['transactions'] {
  const { transactionsById, clock } = memory;
  return {
    async list(call, { legalEntity, number }, page) {
      const visible = [...transactionsById.values()].filter(
        (transaction) =>
          call.actor.legalEntities.has(transaction.legalEntity) &&
          (!legalEntity || legalEntity === transaction.legalEntity) &&
          (!number || number === transaction.number),
      );
      return pageOfList(visible, page);
    },
    find: async (call, id) => seen(call, transactionsById.get(id), toDetail),
    story: async (call, id) =>
      seen(call, transactionsById.get(id), () => exampleOf(getTransactionStory)),
    async messages(call, id, page) {
      const at = clock.now();
      const messages = [1, 2, 3].map((position) => ({ position, at, type: 'told', data: {} }));
      return seen(call, transactionsById.get(id), () => pageOfList(messages, page));
    },
    async awaitOutcome(_call, id, limits) {
      if (transactionsById.get(id)?.status === 'waiting') await wakeUp(memory, id, limits);
      return transactionsById.get(id);
    },
  };
}

function toDetail(transaction: Transaction): TransactionDetail {
  return { ...transaction, deliveries: [], events: [] };
}

function wakeUp(
  { wakers }: Memory,
  id: string,
  { waitMs, signal }: { readonly waitMs: number; readonly signal: AbortSignal },
): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, waitMs);
    const wake = () => {
      clearTimeout(timer);
      resolve();
    };
    wakers.set(id, [...(wakers.get(id) ?? []), wake]);
    signal.addEventListener('abort', wake);
  });
}

function bankIn({ keys, ids, files }: Memory): Services['bank'] {
  return {
    async receiveFile(call, { bytes }) {
      let length = 0;
      for await (const chunk of bytes) length += chunk.length;
      const { key, operation, fingerprint } = call.idempotency;
      const read = { ...call, idempotency: { key, operation, fingerprint: fingerprint() } };
      return keys.once(read, async () => {
        const file = { ...exampleOf(getBankFile), id: ids.next('BankFileId'), bytes: length };
        files.set(file.id, file);
        return { kind: 'accepted' as const, progress: 'read' as const, result: file };
      });
    },
    listFiles: async (_call, _filters, page) => pageOfList([...files.values()], page),
    findFile: async (_call, id) => foundOrAbsent(files.get(id)),
    listStatements: async () => exampleOf(listBankStatements),
    listEntries: async () => exampleOf(listBankEntries),
  };
}

type Rest = Omit<Services, 'invoices' | 'invoiceBatches' | 'transactions' | 'bank'>;

function restOf(memory: Memory): Rest {
  const accept = <Result>(call: IdempotentCall, result: Result) =>
    memory.keys.once(call, async () => ({ kind: 'accepted' as const, result }));
  return {
    receivables: {
      listOpenItems: async () => exampleOf(listOpenItems),
      match: (call) => accept(call, exampleOf(getMatch)),
      matchAll: (call) => accept(call, [exampleOf(getMatch)]),
      previewMatches: async () => foundOrAbsent(exampleOf(previewMatches).matches),
      reverseAll: (call) => accept(call, [exampleOf(getMatch)]),
      reverseMatch: (call) => accept(call, exampleOf(getMatch)),
      listMatches: async () => ({ items: [exampleOf(getMatch)] }),
      findMatch: async () => foundOrAbsent(exampleOf(getMatch)),
      refuseMatch: (call) =>
        accept(call, present(exampleOf(listMatchRefusals).items[0], 'the example has one')),
      withdrawRefusal: async () => ({ kind: 'removed' }),
      listRefusals: async () => exampleOf(listMatchRefusals),
    },
    exceptions: {
      list: async () => ({ items: [exampleOf(getException)] }),
      find: async () => foundOrAbsent(exampleOf(getException)),
      resolve: (call) => accept(call, exampleOf(getException)),
      comment: (call) => accept(call, exampleOf(getException)),
      assign: async () => foundOrAbsent(exampleOf(getException)),
    },
    exceptionBatches: {
      preview: async () => ({ kind: 'found', value: exampleOf(previewExceptionBatch) }),
      create: (call) => accept(call, exampleOf(getExceptionBatch)),
      list: async () => exampleOf(listExceptionBatches),
      find: async () => foundOrAbsent(exampleOf(getExceptionBatch)),
      listItems: async () => foundOrAbsent(exampleOf(listExceptionBatchItems)),
      stop: async () => foundOrAbsent(exampleOf(stopExceptionBatch)),
      decide: async () => foundOrAbsent(exampleOf(decideExceptionBatch)),
    },
    corrections: {
      correct: (call) => accept(call, EXAMPLE_CORRECTION),
      preview: async () => foundOrAbsent(exampleOf(previewCorrection)),
      listVersions: async () => foundOrAbsent(exampleOf(listDocumentVersions).items),
    },
    cancellations: { cancel: (call) => accept(call, exampleOf(cancelTransaction)) },
    deliveries: {
      find: async () => foundOrAbsent(exampleOf(getDelivery)),
      previewReplay: async () => foundOrAbsent(exampleOf(previewDeliveryReplay)),
      replay: (call) => accept(call, exampleOf(getDelivery)),
    },
    operations: OPERATIONS,
    drain: DRAIN,
    sandbox: SANDBOX,
    events: eventsIn(memory),
    webhooks: {
      create: (call) => accept(call, exampleOf(rotateWebhookSecret)),
      list: async () => ({ items: [exampleOf(getWebhookSubscription)] }),
      find: async () => foundOrAbsent(exampleOf(getWebhookSubscription)),
      remove: async () => ({ kind: 'removed' }),
      rotateSecret: (call) => accept(call, exampleOf(rotateWebhookSecret)),
      test: async () => foundOrAbsent(exampleOf(testWebhookSubscription)),
    },
    companies: companiesIn(memory),
    governance: GOVERNANCE,
    payments: memoryPayments(memory.keys),
    records: memoryRecords(memory.keys),
    console: MEMORY_CONSOLE,
  };
}

function eventsIn(memory: Memory): Services['events'] {
  return {
    async read(_call, { after, limit }) {
      const from = after === undefined ? 0 : Number.parseInt(after, 10);
      const events = memory.eventFeed.slice(from, from + limit);
      return { events, next: String(from + events.length) };
    },
  };
}

function companiesIn(memory: Memory): Services['companies'] {
  return {
    list: async () => exampleOf(listLegalEntities).items,
    listPeriods: async () => ({ kind: 'found', value: [memory.period] }),
    async putPeriod(_call, { period, status, version }) {
      if (period !== memory.period.period) return { kind: 'absent' };
      if (version !== memory.period.version) return { kind: 'stale' };
      memory.period = { ...memory.period, status, version: version + 1 };
      return { kind: 'found', value: memory.period };
    },
  };
}

async function connection(_call: Call, change: string | { readonly name: string }) {
  const name = typeof change === 'string' ? change : change.name;
  const known = exampleOf(getConnection);
  return foundOrAbsent(name === known.name ? known : undefined);
}

async function lane() {
  return foundOrAbsent(exampleOf(listLanes).items[0]);
}

const OPERATIONS: Services['operations'] = {
  listConnections: async () => [exampleOf(getConnection)],
  findConnection: connection,
  pauseConnection: connection,
  resumeConnection: connection,
  refreshMasterData: connection,
  listUnknownPostings: async () => ({ kind: 'found', value: exampleOf(listUnknownPostings) }),
  listLanes: async () => exampleOf(listLanes),
  holdLane: lane,
  releaseLane: lane,
};

const DRAIN: Services['drain'] = {
  readCalendar: async (_call, name) => calendarOf(name),
  changeCalendar: async (_call, { name }) => calendarOf(name),
  listControls: async () => [exampleOf(pauseProcess)],
  pauseProcess: async (_call, { process }) => controlOf(process),
  resumeProcess: async (_call, { process }) => controlOf(process),
  setPriority: async (_call, { process }) => controlOf(process),
};

function calendarOf(name: string) {
  const known = exampleOf(getConnectionCalendar);
  return foundOrAbsent(name === known.connection ? known : undefined);
}

function controlOf(process: string) {
  const known = exampleOf(pauseProcess);
  return foundOrAbsent(process === known.process ? known : undefined);
}

const GOVERNANCE: Services['governance'] = {
  controlTotals: async () => exampleOf(getControlTotals),
  listAuditEntries: async () => exampleOf(listAuditEntries),
};

const SANDBOX: Services['sandbox'] = {
  readFaults: async () => foundOrAbsent(exampleOf(getConnectionFaults)),
  setFaults: async (_call, { faults }) => foundOrAbsent(faults),
  sendInvoices: async (_call, count) => foundOrAbsent({ count, seconds: 0, numbersBegin: [] }),
};

/** One that belongs to another legal entity is as absent as one that does not exist. */
function seen<Value extends { readonly legalEntity: string }, View>(
  { actor }: Call,
  value: Value | undefined,
  view: (value: Value) => View,
): Found<View> | Absent {
  if (!value || !actor.legalEntities.has(value.legalEntity)) return { kind: 'absent' };
  return { kind: 'found', value: view(value) };
}

function pageOfList<Item>(items: readonly Item[], { size, after }: PageRequest): Page<Item> {
  const from = after === undefined ? 0 : Number.parseInt(after, 10);
  const page = items.slice(from, from + size);
  const next = from + page.length;
  return { items: page, ...(next < items.length && { next: String(next) }) };
}

/** The example of a contract's 200 is held to its schema by a test, so it has the type of it. */
const EXAMPLE_PERIOD: Period = {
  legalEntity: 'DE01',
  period: '2026-03',
  status: 'open',
  version: 12,
};

const EXAMPLE_CORRECTION = correctTransaction.replies[201].example as Correction;

export const sampleEvent = exampleCloudEvent as CloudEvent;
