import { startSimulatedSystem, type Ledger } from '@kontor/connector-kit/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { queryNotes } from './query-notes.ts';

/** The books of a system with two notes, the first of which was written again. */
let ledger: Ledger;
let stop: () => Promise<void>;
beforeAll(async () => {
  const handle = () => ({ status: 404, body: '' });
  ({ ledger, stop } = await startSimulatedSystem({ name: 'books', handle }));
  const note = (number: string, reference: string, facts: Record<string, unknown>) =>
    ledger.append({ kind: 'account-note', reference, number, facts });
  note('a0K1', 'R1', { Number__c: 'RE-1', Status__c: 'posted', writing: 1 });
  note('a0K2', 'R2', { Number__c: "O'Neill", Status__c: 'posted', writing: 1 });
  const facts = { Status__c: 'paid', reference: 'R1', writing: 2 };
  ledger.append({ kind: 'account-note-update', reference: '', number: 'a0K1', facts });
});
afterAll(() => stop());

function ask(soql: string): unknown {
  return JSON.parse(queryNotes(soql, ledger).body);
}

const attributes = { type: 'Kontor_Note__c' };

test.each([
  ['SELECT COUNT() FROM Kontor_Note__c', { totalSize: 2, done: true, records: [] }],
  [
    "SELECT Id, Status__c FROM Kontor_Note__c WHERE Kontor_Reference__c = 'R1'",
    { totalSize: 1, done: true, records: [{ attributes, Id: 'a0K1', Status__c: 'paid' }] },
  ],
  [
    "SELECT Id FROM Kontor_Note__c WHERE Number__c = 'O\\'Neill' LIMIT 1",
    { totalSize: 1, done: true, records: [{ attributes, Id: 'a0K2' }] },
  ],
  [
    "SELECT Id FROM Kontor_Note__c WHERE Number__c = 'no'",
    { totalSize: 0, done: true, records: [] },
  ],
])('%s', (soql, answer) => {
  expect(ask(soql)).toEqual(answer);
});

test.each(['DELETE everything', '', "SELECT Id FROM Account WHERE Name = 'x'"])(
  '%j is refused',
  (soql) => {
    expect(ask(soql)).toMatchObject([{ errorCode: 'MALFORMED_QUERY' }]);
  },
);
