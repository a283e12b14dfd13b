import { expect, test } from 'vitest';
import { inWords, toVerdict, type Evidence } from './judge.ts';
import type { BookEntry } from './sandbox.ts';

test('what was acknowledged and stands once, in order, is what was promised', () => {
  const verdict = judged({
    entries: [sent('1'), sent('2')],
    documents: [posted('1'), posted('2')],
  });
  expect(verdict).toMatchObject({ lost: [], doubled: [], disordered: [], strange: [] });
  expect(inWords(verdict)).toBe('2 acknowledged, 0/0/0');
});

test('what was acknowledged and does not stand is lost', () => {
  expect(judged({ entries: [sent('1'), sent('2')], documents: [posted('2')] }).lost).toEqual(['1']);
});

test('what was sent and never answered may stand or not', () => {
  const unanswered = { number: '1', customer: 'C' };
  expect(judged({ entries: [unanswered] }).lost).toEqual([]);
  expect(judged({ entries: [unanswered], documents: [posted('1')] }).strange).toEqual([]);
});

test('what stands twice is doubled: in the ledger, in the CRM, in receivables', () => {
  expect(judged({ documents: [posted('1'), posted('1')] }).doubled).toEqual(['1']);
  expect(judged({ notes: [noted('1'), noted('1')] }).doubled).toEqual(['note Invoice 1']);
  expect(judged({ doubledItems: ['1'] }).doubled).toEqual(['item 1']);
});

test('what was taken back and posted again stands once', () => {
  const [first, back, again] = [posted('1', '90'), posted('1', '91', '90/2026'), posted('1', '92')];
  expect(judged({ documents: [first, back, again] }).doubled).toEqual([]);
  expect(judged({ entries: [sent('1')], documents: [first, back] }).lost).toEqual(['1']);
});

test('a document that overtook another of its customer is out of order', () => {
  const entries = [sent('1'), sent('2'), { ...sent('3'), customer: 'D' }];
  const documents = [posted('2'), posted('1'), posted('3')];
  expect(judged({ entries, documents }).disordered).toEqual(['C']);
});

test('what nobody sent is strange', () => {
  expect(judged({ documents: [posted('7')] }).strange).toEqual(['7']);
});

function judged(evidence: Partial<Evidence>) {
  const { documents = [], ...rest } = evidence;
  const numbered = documents.map((entry, index) => ({ ...entry, sequence: index + 1 }));
  return toVerdict({ entries: [], notes: [], doubledItems: [], ...rest, documents: numbered });
}

function sent(number: string) {
  return { number, customer: 'C', transaction: `txn_${number}` };
}

function posted(number: string, document = `9${number}`, reverses = ''): BookEntry {
  const facts = { documentReference: number, reference2: reverses };
  return {
    ...{ sequence: 0, at: '', kind: 'accounting-document', reference: '' },
    number: document,
    facts,
  };
}

function noted(number: string): BookEntry {
  const facts = { Subject__c: 'Invoice', Number__c: number };
  return { ...posted(number), kind: 'account-note', facts };
}
