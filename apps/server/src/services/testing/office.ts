/**
 * An office for tests: the real engine over a real database, with invoices that come in and systems
 * that answer what a test has them answer. Everything is written by the engine's own functions.
 */

import {
  deliverHead,
  openPostgresStore,
  prepareTransaction,
  processCatalogue,
  type Effect,
  type EngineStore,
  type HeadHandler,
  type Runtime,
} from '@kontor/engine';
import type { DeliveryOutcome, LookUpOutcome } from '@kontor/connector-sdk';
import { createCustomerInvoice as contract, type Permission } from '@kontor/contracts';
import { idSource, systemClock, systemRandom, type TransactionId } from '@kontor/kernel';
import {
  applyCustomerPayment,
  applyCustomerPayment1,
} from '@kontor/process-apply-customer-payment';
import { createCustomerInvoice } from '@kontor/process-create-customer-invoice';
import { sendPaymentBatch } from '@kontor/process-send-payment-batch';
import type pg from 'pg';
import type { Call, IdempotentCall } from '../../gateway/services.ts';
import { someReferenceData } from './some-reference-data.ts';

export type Answers = {
  readonly submit?: readonly DeliveryOutcome[];
  readonly lookUp?: readonly LookUpOutcome[];
};

export type InvoiceChange = {
  readonly number?: string;
  readonly legalEntity?: string;
  readonly customer?: string;
  readonly isCreditNote?: boolean;
  readonly precedingInvoices?: readonly { readonly number: string }[];
  readonly by?: string;
};

export type Office = Awaited<ReturnType<typeof openOffice>>;

export async function openOffice(pool: pg.Pool) {
  const clock = systemClock;
  const ids = idSource(clock, systemRandom);
  const runtime: Runtime = { clock, ids, reference: someReferenceData, route: (role) => role };
  const catalogue = processCatalogue([
    applyCustomerPayment1,
    applyCustomerPayment,
    createCustomerInvoice,
    sendPaymentBatch,
  ]);
  const store = openPostgresStore(pool);
  let count = 0;

  async function accept(change: InvoiceChange = {}): Promise<TransactionId> {
    const input = someInvoice(change, `R-${count + 1}`);
    return start('create-customer-invoice', input, { by: change.by ?? 'shop', channel: 'api' });
  }

  async function start(
    process: string,
    input: unknown,
    { by, channel }: { readonly by: string; readonly channel: 'api' | 'engine' },
  ): Promise<TransactionId> {
    count += 1;
    const { transaction, progress } = prepareTransaction(
      {
        definition: catalogue.latest(process),
        input,
        applicationId: channel === 'api' ? 'shop' : 'engine',
        actor: by,
        channel,
        correlationId: `c-${count}`,
      },
      runtime,
    );
    const [outcome] = await store.acceptTransactions([{ transaction, progress }]);
    if (outcome?.kind !== 'accepted') throw new TypeError(`not accepted: ${outcome?.kind}`);
    return transaction.transactionId;
  }

  /**
   * Everything that is ready on a connection; answers are given in order, then all is confirmed.
   */
  async function work(connection: string, answers: Answers = {}): Promise<void> {
    const effect = answering(answers, kindOf(connection));
    const handle = deliverHead({
      effects: (operation) => bookkeeping(pool, operation, effect, ids),
      catalogue,
      runtime,
      clock,
      random: { ...systemRandom, fraction: () => 0 },
    });
    await drain({ pool, store, connection, handle });
  }

  /** All the way through all systems. */
  async function finish(): Promise<void> {
    for (const connection of ['ledger', 'receivables', 'crm']) await work(connection);
  }

  const idempotencyOf = (connection: string) => kindOf(connection);
  return { pool, runtime, catalogue, store, accept, start, work, finish, idempotencyOf };
}

type Draining = {
  readonly pool: pg.Pool;
  readonly store: EngineStore;
  readonly connection: string;
  readonly handle: HeadHandler;
};

/** One head after another, without the rests that a real queue takes between its attempts. */
async function drain({ pool, store, connection, handle }: Draining): Promise<void> {
  for (;;) {
    await pool.query(`update lane set ready_at = now() where ready_at < now() + interval '1 h'`);
    const limits = { connection, lanesMax: 50, headsMax: 1, leaseMs: 60_000 };
    const lanes = await store.leaseLanes(limits);
    if (lanes.length === 0) return;
    for (const lane of lanes) {
      for (const head of lane.heads) {
        const { attempts, result } = await handle(head, () => true);
        const { subject } = head;
        await store.settle([
          {
            lease: lane,
            head,
            attempts,
            result: result.kind === 'finished' ? { ...result, isLast: true } : result,
            ...(subject.kind === 'transaction' && { transaction: subject.transaction }),
          },
        ]);
      }
    }
  }
}

/** What each of the systems can do when a reply is lost. */
function kindOf(connection: string): Effect['idempotency'] {
  switch (connection) {
    case 'ledger':
      return 'look-up';
    case 'receivables':
      return 'native-key';
    default:
      return 'none';
  }
}

let documents = 1_800_000_416;

function answering(answers: Answers, idempotency: Effect['idempotency']): Effect {
  const submits = [...(answers.submit ?? [])];
  const lookUps = [...(answers.lookUp ?? [])];
  const exchanges = [
    {
      method: 'POST',
      path: '/post',
      requestBody: '{"debtor":"DE89370400440532013000"}',
      durationMs: 3,
      status: 201,
      replyBody: '{}',
    },
  ];
  const submit = async () => ({ outcome: submits.shift() ?? confirmed(), exchanges });
  const lookUp = async () => ({
    outcome: lookUps.shift() ?? { kind: 'absent' as const },
    exchanges,
  });
  return idempotency === 'look-up'
    ? { idempotency, submit, lookUp, visibleAfterMs: 0 }
    : { idempotency, submit };
}

function confirmed(): DeliveryOutcome {
  documents += 1;
  return { kind: 'confirmed', externalReference: String(documents), facts: { fiscalYear: '2026' } };
}

/** The sub-ledger really keeps its open items: the services read them. */
function bookkeeping(
  pool: pg.Pool,
  operation: string,
  effect: Effect,
  ids: Runtime['ids'],
): Effect {
  if (operation !== 'openItem.open') return effect;
  return {
    ...effect,
    submit: async (input) => {
      const item = input as Record<string, unknown>;
      await pool.query(
        `insert into open_item (open_item_id, transaction_id, legal_entity, customer, number, keys,
           issue_day, due_day, currency, amount_minor, document)
         values ($1, $2, $3, $4, $5, '{}', $6, $7, $8, $9::numeric * 100, $10)
         on conflict do nothing`,
        [
          ids.next('OpenItemId'),
          ...['transactionId', 'legalEntity', 'customer', 'number', 'issueDay', 'dueDay'].map(
            (name) => item[name],
          ),
          item['currency'],
          item['amount'],
          JSON.stringify(item['document']),
        ],
      );
      return effect.submit(input);
    },
  };
}

function someInvoice({ isCreditNote, by: _by, ...change }: InvoiceChange, number: string) {
  return {
    ...contract.bodies['application/json'].examples.invoice,
    number,
    ...(isCreditNote === true && { typeCode: '381' }),
    ...change,
  };
}

type Who = {
  readonly entities?: readonly string[];
  readonly application?: string;
  readonly permissions?: readonly Permission[];
};

export function callBy(
  subject: string,
  { entities = ['DE01'], application = 'console', permissions = [] }: Who = {},
): Call {
  return {
    actor: {
      subject,
      application,
      issuer: 'https://issuer.example',
      permissions: new Set(permissions),
      legalEntities: new Set(entities),
    },
    correlationId: 'corr-1',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  };
}

let keys = 0;

/** A call with a new key, unless one is given. */
export function intentBy(
  subject: string,
  who: Who & { readonly key?: string } = {},
): IdempotentCall {
  keys += 1;
  const key = who.key ?? `key-${keys}`;
  return { ...callBy(subject, who), idempotency: { key, operation: 'test', fingerprint: 'same' } };
}
