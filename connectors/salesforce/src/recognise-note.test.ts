/** What the organisation has of ours: as a list after a restore, and one by one. */

import { memorySession, openHttpPort } from '@kontor/connector-sdk';
import { systemClock, type Instant } from '@kontor/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSalesforceSimulator } from '../simulator/start-simulator.ts';
import { noteOnAccount } from './customer-account-note.ts';
import { listPostedNotes } from './posted-notes.ts';
import { recogniseNote } from './recognise-note.ts';
import type { SalesforceContext } from './salesforce-api.ts';
import { someNote } from './some-note.ts';

const config = {
  baseUrl: 'https://harbour.my.salesforce.example',
  clientId: 'consumer-key-of-the-tests',
  clientSecret: 'consumer-secret-of-the-tests',
};

let context: SalesforceContext;
let close: () => Promise<void>;
beforeAll(async () => {
  const simulator = await startSalesforceSimulator({
    ...config,
    accounts: [{ Kontor_Customer__c: 'C10042', Name: 'Müller & Söhne GmbH' }],
  });
  const http = openHttpPort({ baseUrl: simulator.url, timeoutMs: 3_000, clock: systemClock });
  context = { config, http: http.port, clock: systemClock, session: memorySession(systemClock) };
  close = async () => {
    await http.close();
    await simulator.stop();
  };
});
afterAll(() => close());

const since = '2026-01-01T00:00:00.000Z' as Instant;

test('notes are listed in the order of the reference, beyond the last one', async () => {
  const references = ['B', 'A', 'C'].map((letter) => letter.repeat(20));
  for (const [at, reference] of references.entries()) {
    await noteOnAccount(someNote({ reference, number: `O'Neill \\ ${at}` }), context);
  }
  const page = await listPostedNotes({ since, cursor: 'A'.repeat(20) }, context);
  expect(page).toMatchObject({
    kind: 'page',
    items: [
      {
        reference: 'B'.repeat(20),
        number: "O'Neill \\ 0",
        value: { amount: '1190.00', currency: 'EUR' },
        day: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      },
      { reference: 'C'.repeat(20) },
    ],
  });
  const later = '2199-01-01T00:00:00.000Z' as Instant;
  expect(await listPostedNotes({ since: later }, context)).toEqual({ kind: 'page', items: [] });
});

test('a note that says the same is recognised under another reference, and no other', async () => {
  const note = someNote({ reference: 'D'.repeat(20), number: "RE-'1' \\'" });
  const noted = await noteOnAccount(note, context);
  const again = { ...note, reference: 'E'.repeat(20), day: '2026-04-02' };
  expect(await recogniseNote(again, context)).toEqual(noted);
  expect(await recogniseNote({ ...again, status: 'paid' }, context)).toEqual({ kind: 'absent' });
  expect(await recogniseNote({ ...again, legalEntity: 'CH01' }, context)).toEqual({
    kind: 'absent',
  });
});
