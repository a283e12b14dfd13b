/**
 * What was promised against what happened: the notebook of the senders on one side, the books of
 * the simulated systems on the other. "0/0/0" is nothing lost, nothing doubled, nothing out of
 * order of a customer.
 */

import { eventually } from './eventually.ts';
import type { BookEntry } from './sandbox.ts';
import type { Entry, Notebook } from './send-invoices.ts';
import type { Stage } from './stage.ts';

export type Verdict = {
  readonly acknowledged: number;
  /** Acknowledged, and not in the ledger. */
  readonly lost: readonly string[];
  /** More than once in the ledger, in receivables or in the CRM. */
  readonly doubled: readonly string[];
  /** Customers with a document that overtook another. */
  readonly disordered: readonly string[];
  /** In the ledger, and never sent. */
  readonly strange: readonly string[];
};

export type Settled = {
  readonly verdict: Verdict;
  /** `300 acknowledged, 0/0/0`. */
  readonly words: string;
  readonly broken: readonly string[];
  readonly tookMs: number;
};

/** Waits for rest, and judges. */
export async function settleUp(
  stage: Stage,
  notebooks: readonly Notebook[],
  withinMs: number = REST_MS_MAX,
): Promise<Settled> {
  const rest = await awaitRest(stage, withinMs);
  const verdict = await judge(stage, notebooks);
  const unanswered = notebooks
    .flatMap(({ entries }) => entries)
    .filter(({ transaction, refusal }) => transaction === undefined && refusal === undefined);
  const refused = notebooks.flatMap(({ entries }) => entries.flatMap((each) => each.refusal ?? []));
  return {
    verdict,
    words: inWords(verdict),
    broken: [
      ...brokenBy(verdict),
      ...(rest.isThere ? [] : [`${rest.left} are still worked on after ${withinMs / 1_000} s`]),
      ...(unanswered.length === 0 ? [] : [`${unanswered.length} were never answered`]),
      ...(refused.length === 0 ? [] : [`${refused.length} were refused: ${refused[0]}`]),
    ],
    tookMs: rest.tookMs,
  };
}

/** Waits until nothing is worked on any more. What waits for a person is at rest. */
export async function awaitRest(
  { database }: Stage,
  withinMs: number,
): Promise<{ readonly isThere: boolean; readonly tookMs: number; readonly left: number }> {
  let left = -1;
  const rest = await eventually(
    async () => {
      const { rows } = await database.pool.query<{ left: number }>(UNFINISHED);
      left = rows[0]?.left ?? -1;
      return left === 0;
    },
    { withinMs, everyMs: 250 },
  );
  return { ...rest, left };
}

export async function judge(stage: Stage, notebooks: readonly Notebook[]): Promise<Verdict> {
  const { sandbox, database } = stage;
  const [documents, notes] = [await sandbox.books('sap-s4hana'), await sandbox.books('salesforce')];
  const { rows } = await database.pool.query<{ number: string }>(DOUBLED_ITEMS);
  return toVerdict({
    entries: notebooks.flatMap((notebook) => notebook.entries),
    documents,
    notes,
    doubledItems: rows.map(({ number }) => number),
  });
}

export type Evidence = {
  readonly entries: readonly Pick<Entry, 'number' | 'customer' | 'transaction'>[];
  /** Of the ledger, in the order in which it committed. */
  readonly documents: readonly BookEntry[];
  /** Of the CRM. */
  readonly notes: readonly BookEntry[];
  /** Numbers that receivables have more than once. */
  readonly doubledItems: readonly string[];
};

export function toVerdict({ entries, documents, notes, doubledItems }: Evidence): Verdict {
  const acknowledged = entries.filter(({ transaction }) => transaction !== undefined);
  const known = new Set(entries.map(({ number }) => number));
  const posted = Map.groupBy(documents.filter(isLive(documents)), numberOf);
  const noted = Map.groupBy(
    notes.filter(({ kind }) => kind === 'account-note'),
    noteOf,
  );
  return {
    acknowledged: acknowledged.length,
    lost: acknowledged.map(({ number }) => number).filter((number) => !posted.has(number)),
    doubled: [
      ...[...posted].filter(([, same]) => same.length > 1).map(([number]) => number),
      ...[...noted].filter(([, same]) => same.length > 1).map(([number]) => `note ${number}`),
      ...doubledItems.map((number) => `item ${number}`),
    ],
    disordered: disorderedOf(documents, acknowledged),
    strange: [...posted.keys()].filter((number) => !known.has(number)),
  };
}

/** A customer's documents in the order of the ledger against the order of the answers. */
function disorderedOf(
  documents: readonly BookEntry[],
  acknowledged: readonly { readonly number: string; readonly customer: string }[],
): readonly string[] {
  const place = new Map(documents.map((entry) => [numberOf(entry), entry.sequence]));
  return [...Map.groupBy(acknowledged, ({ customer }) => customer)].flatMap(([customer, own]) => {
    const places = own.flatMap(({ number }) => place.get(number) ?? []);
    const isOrdered = places.every((each, index) => index === 0 || each > (places[index - 1] ?? 0));
    return isOrdered ? [] : [customer];
  });
}

/** Neither taken back nor the taking back of another. */
function isLive(documents: readonly BookEntry[]): (entry: BookEntry) => boolean {
  const takenBack = new Set(documents.flatMap((entry) => reversalOf(entry) ?? []));
  return (entry) => reversalOf(entry) === undefined && !takenBack.has(entry.number);
}

/** The number of the document that it takes back. */
export function reversalOf({ facts }: BookEntry): string | undefined {
  const related = facts['reference2'];
  return typeof related === 'string' && related !== '' ? related.split('/')[0] : undefined;
}

export function numberOf({ facts }: BookEntry): string {
  return textOf(facts['documentReference']);
}

function noteOf({ facts }: BookEntry): string {
  return `${textOf(facts['Subject__c'])} ${textOf(facts['Number__c'])}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** `5 acknowledged: 0 lost, 0 doubled, 0 out of order`. */
export function inWords({ acknowledged, lost, doubled, disordered }: Verdict): string {
  const counts = `${lost.length}/${doubled.length}/${disordered.length}`;
  return `${acknowledged} acknowledged, ${counts}`;
}

/** What broke, with the first few names. */
export function brokenBy(verdict: Verdict): readonly string[] {
  const { lost, doubled, disordered, strange } = verdict;
  return Object.entries({ lost, doubled, disordered, strange }).flatMap(([what, names]) =>
    names.length === 0 ? [] : [`${names.length} ${what}: ${names.slice(0, 5).join(', ')}`],
  );
}

/** The lease of a dead worker, the delay of visibility, and a machine that others use as well. */
const REST_MS_MAX = 120_000;

const UNFINISHED = `
  select ((select count(*) from transaction where status = 'working')
        + (select count(*) from lane
           where head_position <= tail_position and held_reason is null)
        + (select count(*) from outbox))::int as left
`;
const DOUBLED_ITEMS = `
  select number from open_item group by legal_entity, number having count(*) > 1
`;
