/**
 * Every webhook was signed by Kontor, and every event of the subscription arrived at least once.
 */

import type { Evidence } from '../evidence.ts';
import { finding, type Finding } from '../finding.ts';

export function webhooksComplete({ feed, webhooks }: Evidence): Finding {
  const { events, types, repeats, failed, unverified } = webhooks;
  const wanted = feed.filter(({ type }) => types.has(type));
  const faults = [
    ...(unverified > 0 ? [`${unverified} calls had a wrong signature`] : []),
    ...wanted
      .filter(({ id }) => !events.has(id))
      .map(({ id, type }) => `${id} (${type}) is missing`),
  ];
  const figures =
    `${events.size} of ${wanted.length} events arrived, ${failed} calls failed by us, ` +
    `${repeats} repeats dropped`;
  return finding('Webhooks arrive, signed', figures, faults);
}
