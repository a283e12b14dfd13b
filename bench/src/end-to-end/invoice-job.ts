/**
 * What is done with an invoice, for the peers to do it too: the same checks, the same connectors
 * and so the same requests, with records of their own for what happened. How it is queued, tried
 * again and remembered is what the peers bring.
 */

import type { CustomerInvoice } from '@kontor/canon';
import { salesforce } from '@kontor/connector-salesforce';
import { sapS4hana } from '@kontor/connector-sap-s4hana';
import type { Connector } from '@kontor/connector-sdk';
import {
  bankingDayOf,
  idSource,
  present,
  systemClock,
  systemRandom,
  type Defect,
  type TransactionId,
} from '@kontor/kernel';
import { openPool } from '@kontor/postgres';
import { contextOf, initialState, type Step } from '@kontor/process';
import { createCustomerInvoice } from '@kontor/process-create-customer-invoice';
import { openConnection, openReferenceData, type CompanySettings } from '@kontor/server';

export type JobAsked = {
  /** Where the door listens. */
  readonly port: number;
  readonly company: CompanySettings;
  /** Of Kontor, for the master data that it read from the ledger. */
  readonly masterDataUrl: string;
  /** An empty one, for the peer's own tables and those of the records. */
  readonly databaseUrl: string;
};

export type InvoiceJob = {
  readonly transactionId: TransactionId;
  readonly input: CustomerInvoice;
};

/** What a system called what it made; kept by the peer between the steps. */
export type Confirmation = {
  readonly kind: 'confirmed';
  readonly externalReference: string;
  readonly facts?: Readonly<Record<string, string>>;
};

export type InvoiceWork = Awaited<ReturnType<typeof openInvoiceWork>>;

export async function openInvoiceWork({ company, masterDataUrl, databaseUrl }: JobAsked) {
  const master = openPool({ connectionString: masterDataUrl, connectionsMax: 2 });
  const records = openPool({ connectionString: databaseUrl });
  await records.query(TABLES);
  const reference = await openReferenceData(master, (error) => console.error(error));
  const systems = {
    ledger: connect('sap-s4hana', sapS4hana),
    crm: connect('salesforce', salesforce),
  };
  const ids = idSource(systemClock, systemRandom);
  const today = () => bankingDayOf(systemClock.now());

  function connect(name: string, connector: unknown) {
    const settings = company.connections.find((each) => each.name === name)?.settings;
    return openConnection({
      name,
      connector: connector as Connector,
      settings,
      clock: systemClock,
    });
  }

  function contextWith(job: InvoiceJob, confirmed: Readonly<Record<string, Confirmation>>) {
    const plain = contextOf(job, initialState);
    const posting = stepNamed('posting');
    if (posting.kind !== 'enrich') throw new TypeError('the posting is worked out in memory');
    const enriched = { posting: posting.add(plain, reference.data, today()) };
    return contextOf(job, { ...initialState, enriched, confirmed });
  }

  async function deliver(
    system: keyof typeof systems,
    step: string,
    job: InvoiceJob,
    confirmed: Readonly<Record<string, Confirmation>> = {},
  ): Promise<Confirmation> {
    const delivery = stepNamed(step);
    if (delivery.kind !== 'deliver') throw new TypeError(`${step} reaches a system`);
    const effect = present(systems[system].effects(delivery.operation), delivery.operation);
    const { outcome } = await effect.submit(delivery.input(contextWith(job, confirmed)));
    // The peer tries it again.
    if (outcome.kind !== 'confirmed') throw new Error(JSON.stringify(outcome));
    return outcome;
  }

  return {
    nextId: () => ids.next('TransactionId'),
    check: (input: CustomerInvoice): readonly Defect[] =>
      createCustomerInvoice.checks.flatMap((check) => check(input, reference.data, today())),
    post: (job: InvoiceJob) => deliver('ledger', 'post', job),
    mirror: (job: InvoiceJob, post: Confirmation) => deliver('crm', 'mirror', job, { post }),
    /** The open item, the event and the audit entry, in one commit. */
    async record({ transactionId, input }: InvoiceJob, post: Confirmation): Promise<void> {
      const { number, customer, totals } = input;
      await records.query({
        name: 'record',
        text: RECORD,
        values: [transactionId, number, customer, totals.gross, post.externalReference],
      });
    },
  };
}

function stepNamed(name: string): Step<CustomerInvoice> {
  const found = createCustomerInvoice.steps.find((step) => step.name === name);
  return present(found, `the process has a step ${name}`);
}

const TABLES = `
  create table job_open_item (transaction_id text primary key, number text, customer text,
    gross numeric not null);
  create table job_event (position bigint generated always as identity primary key,
    type text not null, subject text not null, data jsonb not null,
    occurred_at timestamptz not null default now());
  create table job_audit (sequence bigint generated always as identity primary key,
    action text not null, subject text not null unique,
    occurred_at timestamptz not null default now())
`;

const RECORD = `
  with item as (
    insert into job_open_item values ($1, $2, $3, $4::numeric) on conflict do nothing
  ), told as (
    insert into job_event (type, subject, data)
    values ('invoice.posted', $1, jsonb_build_object('number', $2::text, 'document', $5::text))
  )
  insert into job_audit (action, subject) values ('invoice.posted', $1) on conflict do nothing
`;
