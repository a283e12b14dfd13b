import { expect, test } from 'vitest';
import { explainDelay, type DelayFacts } from './explain-delay.ts';

const row = { kind: 'invoice' } as const;
const next = {
  connection: 'sap-main',
  system: 'SAP S/4HANA',
  isSilent: false,
  finishedPerSecond: 0,
  isInDoubt: false,
  before: 0,
  waiting: 1,
  attempts: 0,
};
const asked = { exception: 'exc_1', text: 'The period is closed' };
const everything = { ...next, heldReason: 'asked by sales', pausedReason: 'upgrade' };

test.each<[string, Omit<DelayFacts, 'row'>, string, string]>([
  ['a person is needed', { asked, next }, 'A person must decide', 'exception'],
  ['its lane is held', { next: everything }, 'held, so nothing of it leaves: asked', 'release'],
  ['the system is paused', { next: { ...next, pausedReason: 'upgrade' } }, 'is paused', 'resume'],
  [
    'the system is silent',
    { next: { ...next, isSilent: true, before: 2, waiting: 734 } },
    'SAP S/4HANA does not answer. 2 of its lane come before it; 734 wait for SAP S/4HANA in all.',
    'Nothing has to be done here',
  ],
  [
    'another is before it',
    { next: { ...next, before: 1 } },
    'One of its lane comes before it; 1 waits for SAP S/4HANA in all.',
    'look at the connection',
  ],
  ['it is in doubt', { next: { ...next, isInDoubt: true } }, 'may have it', 'Do not send it anew'],
  [
    'it is tried again and again',
    { next: { ...next, attempts: 3, lastDetail: 'The document is locked' } },
    'tried 3 times. The last time: The document is locked.',
    'tried again by itself',
  ],
  ['there is a queue', { next: { ...next, waiting: 400, finishedPerSecond: 40 } }, '400', '10 s'],
  ['nothing is known', {}, 'between two of its steps', 'Look again'],
])('it is late because %s', (_reason, facts, sentence, advice) => {
  const told = explainDelay({ ...facts, row });
  expect(told.sentence).toContain(sentence);
  expect(told.advice).toContain(advice);
});

test('it leads to where something can be done', () => {
  expect(explainDelay({ asked, row }).place).toEqual({ kind: 'exception', id: 'exc_1' });
  expect(explainDelay({ next, row }).place).toEqual({ kind: 'connection', id: 'sap-main' });
});
