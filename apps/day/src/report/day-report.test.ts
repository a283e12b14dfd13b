import { describe, expect, test } from 'vitest';
import { makeReport } from './day-report.ts';
import type { Evidence } from './evidence.ts';
import { printDayReport } from './print-day-report.ts';
import { printStory } from '@kontor/client';
import { billing, handover, payment, reversalOf, someEvidence } from './some-evidence.ts';

function reportOn(evidence: Evidence, isAtRest = true) {
  const outage = { seconds: 20, waitingMax: 612, drainedAfterSeconds: 7.4 };
  return makeReport({ evidence, seed: 1, durationMs: 90_000, outage, isAtRest, stories: [] });
}

function brokenBy(changes: Partial<Evidence>): readonly string[] {
  const { findings } = reportOn(someEvidence(changes));
  return findings.filter(({ holds }) => !holds).map(({ name }) => name);
}

const good = someEvidence();
const { documents, handovers, feed, matches, entries, notes, files } = good;
const LOST = 'Nothing is lost';
const DOUBLED = 'Nothing is doubled';
const ORDER = 'Each customer’s order is kept';
const BILLED = 'Every cent that was billed is in the ledger';
const RECEIVED = 'Every cent that came in is matched, open or returned';
const PAID = 'Every matched receipt is posted once';
const TOTALS = 'Control totals are ours';
const NOTES = 'Sales sees what is posted';
const FEED = 'The feed has no gap';
const WEBHOOKS = 'Webhooks arrive, signed';
const AUDIT = 'Everything accepted is in the audit trail';
const STATEMENTS = 'Every statement is booked once';
const DOOR = 'The door answers as it should';
const UNBROKEN = 'Kontor failed on nothing by itself';
const CONTRACTS = 'Every reply keeps its contract';

describe('the story', () => {
  test('a day on which everything went well has nothing to complain of', () => {
    const report = reportOn(good);
    expect(report.findings.filter(({ holds }) => !holds)).toEqual([]);
    expect(report.ok).toBe(true);
    expect(report.entities).toMatchObject([
      { submitted: 6, accepted: 4, duplicates: 1, refusedAtDoor: 1, posted: 4, gross: 37_327n },
    ]);
  });

  test('a reversal and a second posting are one document in the end', () => {
    const reversal = reversalOf(billing(3, 'DE-2', 20_050n), 6);
    const again = { ...billing(7, 'DE-2', 20_050n) };
    const troubled = new Set(['txn-DE-2']);
    expect(brokenBy({ documents: [...documents, reversal, again], troubled })).toEqual([]);
  });

  test('what is parked is aside, not lost', () => {
    const standings = new Map([...good.standings, ['txn-DE-4', 'parked'] as const]);
    const without = <Item extends object>(items: readonly Item[]) =>
      items.filter((item) => !JSON.stringify(Object.values(item).map(String)).includes('DE-4'));
    const changes = { standings, documents: without(documents), notes: without(notes) };
    expect(brokenBy(changes)).toEqual([]);
  });

  test('a platform that does not come to rest is not well', () => {
    expect(reportOn(good, false).ok).toBe(false);
  });
});

describe('each planted fault is found', () => {
  const withoutLast = documents.filter(({ documentReference }) => documentReference !== 'DE-4');
  const centOff = documents.map((document) =>
    document.sequence === 2 ? { ...document, receivable: 7_778n } : document,
  );
  const swapped = documents.map((document) => {
    const sequence = { 1: 3, 3: 1 }[document.sequence] ?? document.sequence;
    return { ...document, sequence };
  });
  const withEntry = (change: object) => [{ ...entries[0]!, ...change }, ...entries.slice(1)];
  const withFile = (change: object) => [{ ...files[0]!, ...change }, ...files.slice(1)];
  const withHandover = (change: object) => [{ ...handovers[0]!, ...change }, ...handovers.slice(1)];
  const totals = { legalEntity: 'DE01', currency: 'EUR', acceptedCount: 4, isBalanced: true };

  test.each<[string, Partial<Evidence>, readonly string[]]>([
    ['a lost document', { documents: withoutLast }, [LOST, BILLED]],
    [
      'a document that is there twice',
      { documents: [...documents, billing(6, 'DE-4', 7_777n)] },
      [DOUBLED, BILLED],
    ],
    [
      'an effect that happened twice',
      { documents: [...documents, { ...payment(5, 0n), number: '99', sequence: 6 }] },
      [DOUBLED],
    ],
    ['two documents in the wrong order', { documents: swapped }, [ORDER]],
    ['a cent that is off', { documents: centOff }, [BILLED]],
    ['a cent of a receipt that is nowhere', { entries: withEntry({ open: -1n }) }, [RECEIVED]],
    ['an entry that was not booked', { entries: entries.slice(1) }, [RECEIVED]],
    ['a payment that was not posted', { documents: documents.slice(0, 4) }, [PAID]],
    [
      'a match over another amount',
      { matches: [{ ...matches[0]!, used: 9_999n }] },
      [RECEIVED, PAID],
    ],
    ['a returned payment that stays', { documents: [...documents, payment(6, 7_777n)] }, [PAID]],
    ['other control totals', { controlTotals: [{ ...totals, acceptedMinor: 1n }] }, [TOTALS]],
    ['a note too few', { notes: notes.slice(1) }, [NOTES]],
    ['a note too many', { notes: [...notes, notes[0]!] }, [NOTES]],
    ['an event that is missing', { feed: feed.slice(2) }, [FEED]],
    ['events in the wrong order', { feed: feed.toReversed() }, [FEED]],
    [
      'an event that is there twice',
      { feed: [...feed, { ...feed[0]!, sequence: '00100' }] },
      [FEED],
    ],
    ['a wrong signature', { webhooks: { ...good.webhooks, unverified: 1 } }, [WEBHOOKS]],
    [
      'a webhook that never came',
      { webhooks: { ...good.webhooks, events: new Set() } },
      [WEBHOOKS],
    ],
    ['no audit entry', { audited: new Set(['txn-DE-1', 'txn-DE-2', 'txn-DE-3']) }, [AUDIT]],
    ['a gap that stays', { files: withFile({ standing: 'waiting' }) }, [STATEMENTS]],
    [
      'a wrong balance that is booked',
      { files: withFile({ expectation: 'quarantined' }) },
      [STATEMENTS],
    ],
    [
      'a refusal for another reason',
      { handovers: withHandover({ expectation: { kind: 'refused', problem: 'not_found' } }) },
      [DOOR],
    ],
    [
      'a receipt that Kontor itself failed on',
      { exceptions: [{ id: 'exc-1', kind: 'receipt_could_not_be_handled', explanation: 'No.' }] },
      [UNBROKEN],
    ],
    ['a reply that is not as promised', { breaches: ['listMatches: /items/0'] }, [CONTRACTS]],
  ])('%s', (_, changes, broken) => {
    expect(brokenBy(changes)).toEqual(broken);
  });

  test('a document that was overtaken while it was in trouble is no fault', () => {
    expect(brokenBy({ documents: swapped, troubled: new Set(['txn-DE-1']) })).toEqual([]);
  });

  test('a duplicate that points elsewhere', () => {
    const answer = { kind: 'duplicate', transaction: 'txn-other' } as const;
    const changed = handovers.map((each) =>
      each.expectation.kind === 'duplicate' ? { ...each, answer } : each,
    );
    expect(brokenBy({ handovers: changed })).toEqual([DOOR]);
  });

  test('a document that nobody answered', () => {
    const answer = { kind: 'unanswered', cause: 'connection reset' } as const;
    const unanswered = { ...handover('B', 'DE-9', 1n), answer };
    expect(brokenBy({ handovers: [...handovers, unanswered] })).toEqual([DOOR]);
  });
});

describe('on paper', () => {
  test('columns align, and faults are spelled out', () => {
    const text = printDayReport(reportOn(someEvidence({ notes: notes.slice(1) })));
    expect(text).toContain('DE01 EUR      6         4');
    expect(text).toContain('373.27');
    expect(text).toContain('✓ Nothing is lost: 4 accepted, 4 posted, 0 lost');
    expect(text).toContain('✗ Sales sees what is posted: 4 posted, 3 notes\n    DE01/DE-1');
    expect(text).toContain('Something does not hold');
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(110);
  });

  test('a story is a letter that fits the terminal', () => {
    const chapter = {
      at: '2026-03-31T08:15:30.000Z',
      headline: 'Posted in the ledger',
      sentences: ['SAP did not answer after we sent it; we looked it up and it is there.'],
      kind: 'confirmed' as const,
      references: [{ kind: 'ledger-document', id: '1800000417', system: 'sap-main' }],
    };
    const transactionId = 'txn_01j8zq4w7n2k5xv3m9t6r0c8ya';
    const letter = printStory(
      { transactionId, title: 'Invoice 17', sentence: 'It is posted.', chapters: [chapter] },
      44,
    );
    expect(letter.split('\n')).toEqual([
      'Invoice 17',
      'It is posted.',
      '',
      '2026-03-31 08:15:30 Posted in the ledger',
      '    SAP did not answer after we sent it; we',
      '    looked it up and it is there.',
      '    [ledger document 1800000417 in sap-main]',
    ]);
  });
});
