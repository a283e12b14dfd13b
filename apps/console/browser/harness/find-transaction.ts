/** One of the day's transactions of a kind, found as a person would find it. */

import type { ConsoleTransactions } from '@kontor/contracts';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';

export type Kind = 'straight' | 'lost-reply' | 'credit-note' | 'payment' | 'taken-back' | 'paid';

/** Its id. The page is one that is signed in. */
export async function findTransaction(page: Page, kind: Kind): Promise<string> {
  const query = `${QUERIES[kind]}&to=${inject('dayEndedAt')}&page_size=100`;
  const list = await page.request.get(`/v1/console/transactions?${query}`);
  const { items } = (await list.json()) as ConsoleTransactions;
  for (const { id } of items) {
    const said = SAID[kind];
    if (said === undefined) return id;
    const reply = await page.request.get(`/v1/console/transactions/${id}`);
    if ((await reply.text()).includes(said)) return id;
  }
  throw new Error(`the day has no ${kind}`);
}

const QUERIES: Readonly<Record<Kind, string>> = {
  straight: 'kind=invoice&state=done',
  'lost-reply': 'kind=invoice&state=done',
  'credit-note': 'kind=credit-note',
  payment: 'kind=payment&state=done',
  'taken-back': 'state=refused',
  paid: 'kind=invoice&state=done',
};

/** What its story says, where its state does not tell it. */
const SAID: Readonly<Partial<Record<Kind, string>>> = {
  'lost-reply': 'nothing was sent twice',
  paid: 'the bank booked',
};
