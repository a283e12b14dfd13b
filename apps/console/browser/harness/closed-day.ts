/**
 * A day of the month before those that SAP posts in. Kontor opens that month on a controller's
 * word; SAP does not, and really refuses what is dated in it.
 */

import { openConsole } from './open-console.ts';

export function closedDay(): Promise<string> {
  known ??= openClosedPeriod();
  return known;
}

async function openClosedPeriod(): Promise<string> {
  const page = await openConsole({ as: 'charles' });
  const { items } = (await (await page.request.get(PERIODS)).json()) as { items: Period[] };
  const oldest = items.toSorted((left, right) => (left.period < right.period ? -1 : 1))[0];
  if (!oldest) throw new Error('DE01 has periods');
  if (oldest.status === 'closed') {
    const reply = await page.request.put(`${PERIODS}/${oldest.period}`, {
      headers: { 'if-match': `"v${oldest.version}"`, origin: new URL(page.url()).origin },
      data: { status: 'open' },
    });
    if (!reply.ok()) throw new Error(await reply.text());
  }
  return `${oldest.period}-15`;
}

type Period = { readonly period: string; readonly status: string; readonly version: number };

let known: Promise<string> | undefined;

const PERIODS = '/v1/legal-entities/DE01/periods';
