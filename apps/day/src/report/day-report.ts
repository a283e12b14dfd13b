/** What a day of finance came to, as data: counts, times, findings and three stories. */

import type { Story } from '@kontor/contracts';
import { INVARIANTS } from './invariants/invariants.ts';
import { acceptedInvoices } from './invariants/accepted-invoices.ts';
import type { Evidence, Handover } from './evidence.ts';
import type { Finding } from './finding.ts';

export type DayReport = {
  /** Whether every invariant holds and the platform came to rest. */
  readonly ok: boolean;
  readonly seed: number;
  readonly durationMs: number;
  readonly entities: readonly EntityCounts[];
  readonly refusals: readonly { readonly problem: string; readonly count: number }[];
  readonly files: { readonly [Status in 'booked' | 'quarantined' | 'duplicate']: number };
  readonly receipts: ReceiptCounts;
  readonly events: EventCounts;
  readonly latency: { readonly p50Ms: number; readonly p99Ms: number; readonly maxMs: number };
  readonly outage: Outage;
  readonly findings: readonly Finding[];
  readonly stories: readonly { readonly why: string; readonly story: Story }[];
};

export type EntityCounts = {
  readonly legalEntity: string;
  readonly currency: string;
  readonly submitted: number;
  readonly accepted: number;
  readonly replayed: number;
  readonly duplicates: number;
  readonly refusedAtDoor: number;
  readonly posted: number;
  readonly aside: number;
  readonly refusedLater: number;
  /** Minor units, credit notes taken off. */
  readonly gross: bigint;
};

export type ReceiptCounts = {
  readonly credits: number;
  readonly matchedBy: readonly { readonly rule: string; readonly count: number }[];
  readonly open: number;
  readonly returned: number;
};

export type EventCounts = {
  readonly fed: number;
  readonly webhooks: number;
  readonly webhookRepeats: number;
  readonly webhookFailures: number;
};

export type Outage = {
  readonly seconds: number;
  /** Most that waited for any system at once. */
  readonly waitingMax: number;
  /** From the ledger's return until what waited was gone; undefined when that was not seen. */
  readonly drainedAfterSeconds: number | undefined;
};

export type Reporting = {
  readonly evidence: Evidence;
  readonly seed: number;
  readonly durationMs: number;
  readonly outage: Outage;
  /** Whether the platform came to rest in time. */
  readonly isAtRest: boolean;
  readonly stories: DayReport['stories'];
};

export function makeReport(reporting: Reporting): DayReport {
  const { evidence, seed, durationMs, outage, isAtRest, stories } = reporting;
  const findings = INVARIANTS.map((invariant) => invariant(evidence));
  const { feed, webhooks } = evidence;
  return {
    ok: isAtRest && findings.every(({ holds }) => holds),
    seed,
    durationMs,
    entities: countEntities(evidence),
    refusals: countBy(evidence.handovers, ({ answer }) => refusalName(answer)).map(
      ([problem, count]) => ({ problem, count }),
    ),
    files: countFiles(evidence),
    receipts: countReceipts(evidence),
    events: {
      fed: feed.length,
      webhooks: webhooks.events.size,
      webhookRepeats: webhooks.repeats,
      webhookFailures: webhooks.failed,
    },
    latency: latencyOf(evidence.handovers),
    outage,
    findings,
    stories,
  };
}

function countEntities(evidence: Evidence): readonly EntityCounts[] {
  const accepted = Map.groupBy(acceptedInvoices(evidence), entityKey);
  const groups = Map.groupBy(evidence.handovers, entityKey);
  return [...groups.keys()].toSorted().map((key) => {
    const handovers = groups.get(key) ?? [];
    const [legalEntity = '', currency = ''] = key.split(' ');
    const count = (kind: Handover['answer']['kind']) =>
      handovers.filter(({ answer }) => answer.kind === kind).length;
    const own = accepted.get(key) ?? [];
    const standing = (...wanted: readonly string[]) =>
      own.filter(({ standing: is }) => is !== undefined && wanted.includes(is)).length;
    return {
      legalEntity,
      currency,
      submitted: handovers.length,
      accepted: own.length,
      replayed: count('replayed'),
      duplicates: count('duplicate'),
      refusedAtDoor: count('refused'),
      posted: standing('done'),
      aside: standing('parked', 'waiting', 'working'),
      refusedLater: standing('refused', 'taken_back'),
      gross: own.reduce((sum, { gross }) => sum + gross, 0n),
    };
  });
}

function entityKey({ legalEntity, currency }: Handover): string {
  return `${legalEntity} ${currency}`;
}

function refusalName(answer: Handover['answer']): string | undefined {
  if (answer.kind !== 'refused') return undefined;
  const [first] = answer.defects;
  return answer.problem === 'unacceptable_invoice' && first ? first : answer.problem;
}

function countFiles({ files }: Evidence): DayReport['files'] {
  const standing = (wanted: string) =>
    files.filter(({ answer, standing: is }) => answer !== 'known' && is === wanted).length;
  return {
    booked: standing('booked'),
    quarantined: standing('quarantined'),
    duplicate: files.filter(({ answer }) => answer === 'known').length,
  };
}

function countReceipts({ entries, matches }: Evidence): ReceiptCounts {
  const credits = entries.filter(({ direction }) => direction === 'credit');
  const effective = matches.filter(({ isEffective }) => isEffective);
  const matchedBy = countBy(effective, ({ by }) => (by.startsWith('rule:') ? by : 'a person'));
  return {
    credits: credits.length,
    matchedBy: matchedBy.map(([rule, count]) => ({ rule, count })),
    open: credits.filter(({ open, isReturned }) => open > 0n && !isReturned).length,
    returned: credits.filter(({ isReturned }) => isReturned).length,
  };
}

/** Most frequent first; what has no name is not counted. */
function countBy<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string | undefined,
): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const item of items) {
    const name = nameOf(item);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a);
}

/** Of documents that were taken; a refusal is quicker and would flatter. */
function latencyOf(handovers: readonly Handover[]): DayReport['latency'] {
  const sorted = handovers
    .filter(({ answer }) => answer.kind === 'accepted')
    .map(({ latencyMs }) => latencyMs)
    .toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50Ms: at(0.5) ?? 0, p99Ms: at(0.99) ?? 0, maxMs: sorted.at(-1) ?? 0 };
}
