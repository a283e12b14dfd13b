/**
 * What a person in accounting does with what was put aside: reads why, decides, and says a reason.
 * Not everything: some of it waits for the customer's answer and is open at the end of the day.
 */

import {
  listBankEntries,
  listExceptions,
  listOpenItems,
  resolveException,
  createMatch,
  type BankEntry,
  type Exception,
  type NewMatch,
  type OpenItem,
  type ResolutionAction,
} from '@kontor/contracts';
import { currency, fromDecimal, money, present, toDecimal } from '@kontor/kernel';
import { type ApiClient, listAll, patiently } from '@kontor/client';
import type { Receipt, Scenario } from '../scenario/scenario.ts';

export type Deciding = {
  readonly api: ApiClient;
  readonly scenario: Scenario;
  /** By invoice number. */
  readonly transactions: ReadonlyMap<string, string>;
  /** The ledger takes the customer of the trouble again. */
  readonly unblockCustomer: () => Promise<void>;
  readonly decided: (sentence: string) => void;
};

/** About documents that the ledger did not take, and approvals. How many were decided. */
export async function decideOnInvoices(deciding: Deciding): Promise<number> {
  const { api, scenario, transactions, unblockCustomer } = deciding;
  const poison = transactions.get(scenario.trouble.poison);
  const blocked = transactions.get(scenario.trouble.blockedLater.number);
  const open = await listAll(api, listExceptions, { status: 'open' });
  let decisions = 0;
  for (const exception of open) {
    const { transaction, actions, bankEntry } = exception;
    if (bankEntry !== undefined || transaction === undefined) continue;
    if (transaction === poison) {
      const reason = 'A document of the ledger holds 999 items: it is billed again in parts.';
      decisions += await resolve(deciding, exception, { action: 'abandon', reason });
    } else if (transaction === blocked) {
      await unblockCustomer();
      const reason = 'The customer is no longer blocked: sales confirmed it by phone.';
      decisions += await resolve(deciding, exception, { action: 'retry', reason });
    } else if (actions.includes('approve')) {
      const reason = 'The goods came back; the return slip is filed.';
      decisions += await resolve(deciding, exception, { action: 'approve', reason });
    }
  }
  return decisions;
}

/** About receipts from nobody known: some are found a home, and what is missing is written off. */
export async function decideOnReceipts(deciding: Deciding): Promise<number> {
  const { api, scenario, decided } = deciding;
  const entries = await listAll(api, listBankEntries, { status: 'open' });
  let decisions = 0;
  for (const receipt of toDecideOn(scenario)) {
    const entry = entries.find((each) => isFor(each, receipt));
    const number = receipt.meant;
    if (entry === undefined || number === undefined) {
      decided(`Receipt of ${toDecimal(receipt.amount)} for ${number} is not open`);
      continue;
    }
    const { legalEntity } = receipt;
    const items = await listAll(api, listOpenItems, { number, legalEntity });
    const item = items.find(({ status }) => status === 'open' || status === 'partly');
    if (item !== undefined) decisions += await match(deciding, { receipt, entry, item });
  }
  return decisions;
}

/** Large write-offs wait for another person than the one who asked for them. */
export async function approveWriteOffs(deciding: Deciding): Promise<number> {
  const open = await listAll(deciding.api, listExceptions, { status: 'open' });
  let decisions = 0;
  for (const exception of open) {
    if (!exception.actions.includes('approve')) continue;
    const reason = 'The damage report of the carrier is on file.';
    decisions += await resolve(deciding, exception, { action: 'approve', reason });
  }
  return decisions;
}

/** Receipts from nobody known: accounting finds out by phone what the first of them are for. */
function toDecideOn({ receipts }: Scenario): readonly Receipt[] {
  return receipts.filter(({ kind }) => kind === 'unknown-payer').slice(0, RECEIPTS_DECIDED);
}

/** Entries carry no number of ours: day, amount and what the payer wrote tell them apart. */
function isFor({ amount, direction, remittance = [] }: BankEntry, receipt: Receipt): boolean {
  const said = receipt.movement.remittance ?? [];
  return (
    direction === 'credit' &&
    amount.amount === toDecimal(receipt.amount) &&
    amount.currency === receipt.amount.currency &&
    said.every((line) => remittance.some((text) => text.includes(line)))
  );
}

async function match(
  { api, scenario, decided }: Deciding,
  found: { readonly receipt: Receipt; readonly entry: BankEntry; readonly item: OpenItem },
): Promise<number> {
  const json = toMatch(found);
  const { id } = found.entry;
  const idempotencyKey = `match-${scenario.seed}-${id}`;
  const reply = await patiently(() => api.call(createMatch, { body: { json }, idempotencyKey }));
  if (reply.kind === 'answered') {
    decided(`Receipt of ${textOf(found.entry)} matched with ${found.item.number} by a person`);
    return 1;
  }
  decided(`Receipt of ${textOf(found.entry)} could not be matched: ${causeOf(reply)}`);
  return 0;
}

function toMatch({
  entry,
  item,
}: {
  readonly entry: BankEntry;
  readonly item: OpenItem;
}): NewMatch {
  const code = currency(entry.open.currency);
  const [came, owed] = [entry.open.amount, item.open.amount].map((text) =>
    present(fromDecimal(text, code), 'the API answers exact amounts'),
  );
  const [cameMinor, owedMinor] = [came?.minor ?? 0n, owed?.minor ?? 0n];
  const missing = toDecimal(money(owedMinor - cameMinor, code));
  const beyond = toDecimal(money(cameMinor - owedMinor, code));
  const { id: bankEntry, version } = entry;
  const allocations = [{ openItem: item.id, amount: item.open.amount }];
  if (cameMinor < owedMinor) {
    const reason = 'Transport damage was agreed on with the customer.';
    return {
      bankEntry,
      version,
      allocations,
      differences: [{ kind: 'write-off', amount: missing, reason }],
    };
  }
  const reason = 'Paid by their parent company; the rest stays on account.';
  const onAccount = { kind: 'on-account', amount: beyond, reason } as const;
  return { bankEntry, version, allocations, differences: cameMinor > owedMinor ? [onAccount] : [] };
}

async function resolve(
  { api, scenario, decided }: Deciding,
  { id: exceptionId, version, title }: Exception,
  { action, reason }: { readonly action: ResolutionAction; readonly reason: string },
): Promise<number> {
  const reply = await patiently(() =>
    api.call(resolveException, {
      params: { exceptionId },
      body: { json: { action, reason, version } },
      idempotencyKey: `resolve-${scenario.seed}-${exceptionId}-${version}`,
    }),
  );
  const outcome =
    reply.kind === 'answered' ? action : `${action} was not possible: ${causeOf(reply)}`;
  decided(`${title}: ${outcome}`);
  return reply.kind === 'answered' ? 1 : 0;
}

function causeOf(
  reply:
    | {
        readonly kind: 'refused';
        readonly problem: { readonly code: string; readonly detail?: string };
      }
    | { readonly kind: 'silence'; readonly cause: string },
): string {
  if (reply.kind === 'silence') return reply.cause;
  return `${reply.problem.code} ${reply.problem.detail ?? ''}`.trim();
}

function textOf({ amount }: BankEntry): string {
  return `${amount.amount} ${amount.currency}`;
}

/** The others wait for the customer’s answer. */
const RECEIPTS_DECIDED = 4;
