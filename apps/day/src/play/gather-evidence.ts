/**
 * Collects, at the end of the day, what the report is made from: from the API and from the books.
 */

import {
  getControlTotals,
  listAuditEntries,
  listBankEntries,
  listBankFiles,
  listExceptions,
  listMatches,
  listTransactions,
  type BankEntry,
  type BankFile,
  type CloudEvent,
  type Match,
} from '@kontor/contracts';
import {
  assert,
  currency,
  fromDecimal,
  present,
  toDecimal,
  type CurrencyCode,
  type Instant,
} from '@kontor/kernel';
import { type ApiClient, listAll, patiently } from '@kontor/client';
import { toAccountNotes } from '../books/account-notes.ts';
import { readBooks } from '../books/read-books.ts';
import { toSapDocument } from '../books/sap-documents.ts';
import type {
  ControlTotal,
  EntryStanding,
  Evidence,
  FedEvent,
  FileHandover,
  Handover,
  MatchStanding,
  WebhookEvidence,
} from '../report/evidence.ts';
import type { SandboxCompany } from '@kontor/sandbox';
import type { Receipt, Return, Scenario } from '../scenario/scenario.ts';
import type { HandedFile } from './hand-over-files.ts';

export type Gathering = {
  readonly api: ApiClient;
  readonly company: SandboxCompany;
  readonly scenario: Scenario;
  readonly handovers: readonly Handover[];
  readonly files: readonly HandedFile[];
  readonly feed: readonly CloudEvent[];
  readonly webhooks: WebhookEvidence;
  readonly breaches: readonly string[];
  readonly from: Instant;
  /** How much was in the books when the day began, and where they are read. */
  readonly sap: BooksPlace;
  readonly salesforce: BooksPlace;
};

export type BooksPlace = { readonly controlUrl: string; readonly entriesBefore: number };

export async function gatherEvidence(gathering: Gathering): Promise<Evidence> {
  const { api, company, scenario, from, sap, salesforce } = gathering;
  const { handovers, feed, webhooks, breaches } = gathering;
  const transactions = await listAll(api, listTransactions, { from });
  const exceptions = await listAll(api, listExceptions);
  const entries = await listAll(api, listBankEntries);
  const matches = await listAll(api, listMatches);
  const bankLedgerAccounts = new Set(
    company.legalEntities.flatMap(({ bankAccounts }) =>
      bankAccounts.map((each) => each.ledgerAccount),
    ),
  );
  const documents = await readBooks(sap.controlUrl, sap.entriesBefore);
  const notes = await readBooks(salesforce.controlUrl, salesforce.entriesBefore);
  const ours = new Set(entries.filter((entry) => isOfDays(entry, scenario)).map(({ id }) => id));
  const { receipts, returns } = scenario;
  return {
    entities: company.legalEntities,
    handovers,
    standings: new Map(transactions.map(({ id, status }) => [id, status])),
    troubled: new Set(exceptions.flatMap(({ transaction }) => transaction ?? [])),
    exceptions,
    documents: documents.map((entry) => toSapDocument(entry, { bankLedgerAccounts })),
    notes: toAccountNotes(notes),
    receipts: receipts.map((receipt) => ({
      legalEntity: receipt.legalEntity,
      ...receipt.amount,
      kind: receipt.kind,
      isReturned: receipt.kind === 'returned',
    })),
    entries: entries
      .filter(({ id }) => ours.has(id))
      .map((entry) => toEntryStanding(entry, returns)),
    matches: matches.filter(({ bankEntry }) => ours.has(bankEntry)).map(toMatchStanding),
    files: await standingsOf(gathering),
    controlTotals: await readControlTotals(api, from),
    feed: feed.map(toFedEvent),
    webhooks,
    audited: await readAudited(api, from),
    breaches,
  };
}

/**
 * The bank of the day books on its own days; entries of earlier runs are of other days or accounts.
 */
function isOfDays({ bookingDay }: BankEntry, { days }: Scenario): boolean {
  return days.some((day) => day === bookingDay);
}

function toEntryStanding(entry: BankEntry, returns: readonly Return[]): EntryStanding {
  const { id, legalEntity, amount, open, direction, endToEndId } = entry;
  const code = currency(amount.currency);
  const isReturned = returns.some(({ of }) => {
    return of.movement.endToEndId === endToEndId && isSameAmount(of, entry);
  });
  return {
    id,
    legalEntity,
    currency: code,
    direction,
    minor: minorOf(amount.amount, code),
    open: minorOf(open.amount, code),
    isReturned: direction === 'credit' && isReturned,
  };
}

function isSameAmount({ amount }: Receipt, entry: BankEntry): boolean {
  return toDecimal(amount) === entry.amount.amount && amount.currency === entry.amount.currency;
}

/**
 * Allocations and what stays on account use the money; what is written off is not there to be used.
 */
function toMatchStanding(match: Match): MatchStanding {
  const { id, bankEntry, legalEntity, status, by } = match;
  const code = currency(match.currency);
  const allocated = match.allocations.reduce((sum, each) => sum + minorOf(each.amount, code), 0n);
  const differing = match.differences.reduce((sum, { kind, amount }) => {
    return kind === 'on-account' ? sum + minorOf(amount, code) : sum - minorOf(amount, code);
  }, 0n);
  const isEffective = status === 'effective';
  return {
    id,
    bankEntry,
    legalEntity,
    currency: code,
    used: allocated + differing,
    isEffective,
    by,
  };
}

async function standingsOf({ api, files }: Gathering): Promise<readonly FileHandover[]> {
  const all: readonly BankFile[] = await listAll(api, listBankFiles);
  return files.map(({ sha256, ...file }) => {
    // What was quarantined may come again: the later one counts, and it is listed first.
    const standing = all.find((each) => each.sha256 === sha256)?.status ?? 'unanswered';
    return { ...file, standing };
  });
}

async function readControlTotals(api: ApiClient, from: Instant): Promise<readonly ControlTotal[]> {
  const query = { from, process: PROCESS };
  const reply = await patiently(() => api.call(getControlTotals, { query }));
  assert(reply.kind === 'answered', 'the control totals are answered');
  return reply.body.rows.map(({ legalEntity, currency: text, accepted, balanced }) => {
    const code = currency(text);
    const acceptedMinor = minorOf(accepted.amount, code);
    const acceptedCount = accepted.count;
    return { legalEntity, currency: code, acceptedCount, acceptedMinor, isBalanced: balanced };
  });
}

async function readAudited(api: ApiClient, from: Instant): Promise<ReadonlySet<string>> {
  const entries = await listAll(api, listAuditEntries, { from });
  return new Set(
    entries
      .filter(({ subject, outcome }) => subject.kind === 'transaction' && outcome === 'done')
      .map(({ subject }) => subject.id),
  );
}

function toFedEvent({ id, type, partitionkey, sequence, data }: CloudEvent): FedEvent {
  return {
    id,
    type: String(type),
    partitionKey: partitionkey,
    sequence,
    data: data as Readonly<Record<string, unknown>>,
  };
}

function minorOf(text: string, code: CurrencyCode): bigint {
  return present(fromDecimal(text, code), 'the API answers exact amounts').minor;
}

const PROCESS = 'create-customer-invoice';
