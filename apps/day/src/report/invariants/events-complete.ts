/** The feed tells of everything that happened, once, and in order within each partition key. */

import type { Evidence } from '../evidence.ts';
import { finding, type Finding } from '../finding.ts';
import { acceptedInvoices } from './accepted-invoices.ts';

export function eventsComplete(evidence: Evidence): Finding {
  const { feed } = evidence;
  const accepted = acceptedInvoices(evidence);
  const posted = accepted.filter(({ standing }) => standing === 'done');
  const faults = [
    ...missing(evidence, 'kontor.invoice.accepted.v1', accepted),
    ...missing(evidence, 'kontor.invoice.posted.v1', posted),
    ...repeated(feed.map(({ id }) => id)).map((id) => `event ${id} is in the feed twice`),
    ...outOfOrder(evidence),
  ];
  return finding('The feed has no gap', `${feed.length} events`, faults);
}

function missing(
  { feed }: Evidence,
  type: string,
  wanted: readonly { readonly transaction: string; readonly number: string }[],
): readonly string[] {
  const told = feed.filter((event) => event.type === type).map(({ data }) => data['transaction']);
  const counts = new Map<unknown, number>();
  for (const transaction of told) counts.set(transaction, (counts.get(transaction) ?? 0) + 1);
  return wanted.flatMap(({ transaction, number }) => {
    const count = counts.get(transaction) ?? 0;
    return count === 1 ? [] : [`${number}: ${count} events ${type}`];
  });
}

function repeated(ids: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.size === seen.add(id).size);
}

function outOfOrder({ feed }: Evidence): readonly string[] {
  const latest = new Map<string, string>();
  return feed.flatMap(({ partitionKey, sequence, id }) => {
    const before = latest.get(partitionKey) ?? '';
    latest.set(partitionKey, sequence);
    return sequence > before ? [] : [`${partitionKey}: ${id} is out of order`];
  });
}
