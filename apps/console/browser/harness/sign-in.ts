/** Signs in as one of the sample people: through the real page once, by its cookie afterwards. */

import type { Browser } from 'playwright-core';
import { inject } from 'vitest';

export type Person = keyof typeof PEOPLE;

/** What a browser context starts with, so that its person is signed in. */
export function signedIn(browser: Browser, as: Person): Promise<StorageState> {
  const known = states.get(as) ?? signIn(browser, as);
  states.set(as, known);
  return known;
}

/** After a test has signed out, the next one signs in anew. */
export function forgetSignIn(as: Person): void {
  states.delete(as);
}

async function signIn(browser: Browser, as: Person): Promise<StorageState> {
  const context = await browser.newContext({ baseURL: inject('platformUrl') });
  const page = await context.newPage();
  await page.goto('/console/sign-in?return_to=/console/');
  await page.getByRole('button', { name: PEOPLE[as] }).click();
  await page.waitForURL('**/console/');
  const state = await context.storageState();
  await context.close();
  return state;
}

export type StorageState = Awaited<
  ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>
>;

const states = new Map<Person, Promise<StorageState>>();

const PEOPLE = {
  ana: 'Ana Lindqvist',
  charles: 'Charles Moreau',
  greta: 'Greta Hoffmann',
  omar: 'Omar Haddad',
  ada: 'Ada Byrne',
} as const;
