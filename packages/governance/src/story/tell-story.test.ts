/** The letters that a controller reads, whole, so that a change of a word is seen as one. */

import type { Instant } from '@kontor/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AttemptFacts, StoryFacts } from './facts.ts';
import {
  at,
  attempt,
  euros,
  exception,
  facts,
  invoice,
  opened,
  owed,
  payment,
  posting,
  shown,
} from './sample-facts.ts';
import { tellStory } from './tell-story.ts';

function letterOf(told: StoryFacts): string {
  const { title, sentence, chapters } = tellStory(told);
  const pages = chapters.map(({ headline, sentences }) => `## ${headline}\n${sentences.join(' ')}`);
  return [`# ${title}`, sentence, ...pages].join('\n');
}

const beginning = `## Received from shop
The application shop handed over invoice 2026-00417 over EUR 1,190.00 to Muster GmbH (C10042) \
for DE01 on 31 March 2026. All times are UTC.
## Checked before anything was kept
It passed every check: customer known, period open and totals agree.`;
const ending = `## Opened for payment
Kontor’s sub-ledger took it at 09:14:05. From now on the customer owes EUR 1,190.00, due on 30 \
April 2026.
## Shown to sales: 00T1
Salesforce took it at 09:14:07 and made record 00T1.`;
const title = '# Invoice 2026-00417 over EUR 1,190.00 to Muster GmbH (C10042)';

describe('the story', () => {
  test('what a bank reported on a batch of payments is a chapter for each report', () => {
    const statusReports = [
      {
        reportId: 'psr_1',
        messageId: 'BANK-1',
        at: at('10:00:00'),
        lines: [
          { status: 'ACSC' as const, change: 'moved' as const, transfers: 9_998 },
          { status: 'RJCT' as const, change: 'moved' as const, transfers: 2 },
        ],
      },
      {
        reportId: 'psr_2',
        messageId: 'BANK-2',
        at: at('11:00:00'),
        lines: [
          { status: 'ACTC' as const, change: 'late' as const, transfers: 3 },
          { status: 'RJCT' as const, change: 'conflict' as const, transfers: 1 },
        ],
      },
    ];
    const { chapters } = tellStory(facts({ statusReports }));
    const [first, second] = chapters.slice(-2);
    expect([first?.headline, first?.kind]).toEqual([
      'The bank: 9998 settled and 2 rejected',
      'trouble',
    ]);
    expect([second?.headline, second?.sentences.slice(1)]).toEqual([
      'The bank told nothing new',
      [
        '“3 accepted technically” came late and changed nothing.',
        '“1 rejected” contradicts how it ended before: the first end stays, and a person was asked.',
      ],
    ]);
  });

  test('straight through, and the world is told', () => {
    const events = [
      {
        eventId: 'evt_1',
        type: 'kontor.invoice.posted.v1',
        at: at('09:14:09'),
        receivers: [
          { host: 'shop.example', attempts: 2, deliveredAt: at('09:14:12') },
          { host: 'data.example', attempts: 0 },
        ],
      },
    ];
    expect(letterOf(facts({ events }))).toBe(`${title}
It is posted in the ledger (SAP) as 1800000417, and all of it is still open: EUR 1,190.00.
${beginning}
## Posted in the ledger: 1800000417
SAP took it at 09:14:03 and made document 1800000417.
${ending}
## Told: invoice posted
The event “invoice posted” was published. shop.example took it at 09:14:12, at attempt 2. \
data.example is yet to be told.`);
  });

  test('a lost reply: nothing was sent twice', () => {
    const lost = posting({
      attempts: [
        attempt('09:14:03', 'submit', 'unknown', 'no reply within 8000 ms'),
        attempt('09:14:05', 'look_up', 'confirmed', '1800000417'),
      ],
    });
    expect(letterOf(facts({ deliveries: [lost, opened, shown] }))).toContain(`
## Posted in the ledger: 1800000417
SAP did not answer after we sent it (09:14:03). We looked it up 2 s later and found document \
1800000417: nothing was sent twice.
`);
  });

  test('a lost request: it had not arrived, so it was sent again', () => {
    const lost = posting({
      attempts: [
        attempt('09:14:03', 'submit', 'unknown'),
        attempt('09:14:13', 'look_up', 'absent'),
        attempt('09:14:13', 'submit', 'confirmed', '1800000417'),
      ],
    });
    expect(letterOf(facts({ deliveries: [lost, opened, shown] }))).toContain(
      'We looked it up 10 s later: it had not arrived, so it was sent again. ' +
        'SAP took it at 09:14:13 and made document 1800000417.',
    );
  });

  test('the ledger down and back', () => {
    const down = posting({
      attempts: [
        ...Array.from({ length: 14 }, (_, n) =>
          attempt(`09:${14 + n}:03`, 'submit', 'retryable', 'connection refused.'),
        ),
        attempt('09:40:10', 'submit', 'confirmed', '1800000417'),
      ],
    });
    expect(letterOf(facts({ deliveries: [down, opened, shown] }))).toContain(
      'SAP could not take it 14 times between 09:14:03 and 09:27:03 (connection refused); ' +
        'nothing had been done there. SAP took it at 09:40:10 and made document 1800000417.',
    );
  });

  test('refused by the ledger: it ended without effect', () => {
    const refused = posting({
      status: 'rejected',
      detail: 'F5/263: The period 003 of 2026 is closed.',
      attempts: [attempt('09:14:03', 'submit', 'rejected', 'The period 003 of 2026 is closed.')],
    });
    const { externalReference: _none, ...delivery } = refused;
    const told = letterOf({
      ...withoutOpenItem(facts({ deliveries: [delivery] })),
      transaction: {
        ...invoice,
        status: 'refused',
        finishedAt: at('09:14:04'),
        endingText: 'F5/263: The period 003 of 2026 is closed.',
      },
      exceptions: [exception({ code: 'period_closed', openedAt: at('09:14:04') })],
    });
    expect(told).toBe(`${title}
It was refused and has no effect anywhere: F5/263: The period 003 of 2026 is closed.
${beginning}
## Refused: not posted in the ledger
SAP refused it at 09:14:03: F5/263: The period 003 of 2026 is closed. A person was asked to look.
## It ended without effect
F5/263: The period 003 of 2026 is closed. There was nothing to undo.`);
  });

  test('refused further on, and reversed', () => {
    const refused = {
      ...opened,
      status: 'rejected' as const,
      detail: 'closed: No more items.',
      attempts: [attempt('09:14:05', 'submit', 'rejected', 'No more items.')],
    };
    const reversed = posting({
      deliveryId: 'dlv_back',
      direction: 'back',
      externalReference: '1800000500',
      createdAt: at('09:14:06'),
      attempts: [attempt('09:14:07', 'submit', 'confirmed', '1800000500')],
    });
    const told = letterOf({
      ...withoutOpenItem(facts({ deliveries: [posting(), refused, reversed] })),
      transaction: { ...invoice, status: 'refused', endingText: 'closed: No more items.' },
    });
    expect(told).toContain(`
## Refused: not opened for payment
Kontor’s sub-ledger refused it at 09:14:05: closed: No more items.
## No longer posted in the ledger: 1800000500
SAP took it at 09:14:07 and made document 1800000500.
## It ended without effect
closed: No more items. Everything that had been done and can be undone was undone.`);
  });

  test('an exception that a person resolved', () => {
    const doubted = posting({
      attempts: [
        attempt('09:14:03', 'submit', 'unknown'),
        ...Array.from({ length: 60 }, () => attempt('10:29:59', 'look_up', 'unknown')),
        attempt('11:00:02', 'look_up', 'confirmed', '1800000417'),
      ],
    });
    const resolved = exception({
      comments: [{ by: 'ben', text: 'SAP was restarted.' }],
      resolved: {
        action: 'retry',
        by: 'ana',
        reason: 'SAP answers again.',
        at: at('11:00:00'),
      },
    });
    const told = letterOf(facts({ deliveries: [doubted], exceptions: [resolved] }));
    expect(told).toContain(`
## Stopped: not yet posted in the ledger
SAP did not answer after we sent it (09:14:03). We asked for it 60 times until 10:29:59 and got \
no clear answer. A person was asked to look. SAP gives no clear answer.
## Ana had it tried again
Ben noted: “SAP was restarted”. The reason: “SAP answers again”.
## Posted in the ledger: 1800000417
It was not clear whether it had been sent, so SAP was asked first (11:00:02): it found document \
1800000417.`);
  });

  test('a person’s word that it is there', () => {
    const stuck = posting({
      externalReference: '4711',
      attempts: [attempt('09:14:03', 'submit', 'unknown')],
    });
    const resolved = exception({
      resolved: { action: 'confirm-done', by: 'ana', reason: 'Seen in SAP.', at: at('11:00:00') },
    });
    const told = letterOf(facts({ deliveries: [stuck], exceptions: [resolved] }));
    expect(told).toContain(
      '## Ana confirmed that it is there under 4711\nThe reason: “Seen in SAP”.',
    );
  });

  test('paid in part by two receipts', () => {
    const second = payment({
      matchId: 'mat_2',
      bankEntryId: 'ben_2',
      received: euros('690.02'),
      madeAt: '2026-05-02T06:00:00.000Z' as Instant,
      rule: 'person',
      madeBy: 'ana',
      reason: 'The rest, as announced.',
      claims: [{ number: '2026-00417', amount: euros('690.00') }],
      onAccount: euros('0.02'),
    });
    const told = letterOf(facts({ payments: [payment(), second], openItem: owed('0.00') }));
    expect(told).toContain('as 1800000417, and nothing of it is open any more.');
    expect(told).toContain(`
## Paid: EUR 500.00
On 29 April 2026 the bank booked EUR 500.00 from MUSTER GMBH on account ****2051 (statement 84 \
of 29 April 2026). It pays EUR 500.00 of invoice 2026-00417. The text names invoice 2026-00417, \
and less came than is owed. Kontor matched it by itself, by the rule “invoice number named”. EUR \
690.00 stayed open.
## Paid: EUR 690.00
On 29 April 2026 the bank booked EUR 690.02 from MUSTER GMBH on account ****2051 (statement 84 \
of 29 April 2026). It pays EUR 690.00 of invoice 2026-00417. The text names invoice 2026-00417, \
and less came than is owed. Ana matched it: “The rest, as announced.” EUR 0.02 stayed on the \
customer’s account. Nothing is open any more.`);
  });

  test('a payment that came back', () => {
    const returned = payment({
      released: {
        at: '2026-05-06T06:00:00.000Z' as Instant,
        by: 'engine',
        reason: 'AC04 account closed',
        debit: { bankEntryId: 'ben_9', day: '2026-05-05' as never },
      },
    });
    const told = letterOf(facts({ payments: [returned] }));
    expect(told).toContain(`
## The money went back: EUR 500.00
On 5 May 2026 the bank took EUR 500.00 back: AC04 account closed. EUR 1,190.00 is open again.`);
  });

  test('of a payment, from its own side', () => {
    const told = letterOf({
      ...withoutOpenItem(facts({ deliveries: [posting({ externalReference: '1400000088' })] })),
      transaction: {
        ...invoice,
        document: 'payment',
        number: 'NTRF-1',
        amount: euros('500.00'),
        channel: 'engine',
        checks: [],
      },
      payments: [
        payment({
          claims: [
            { number: '2026-00417', amount: euros('510.00') },
            { number: 'C-1', amount: euros('-10.00') },
          ],
        }),
      ],
    });
    expect(told).toContain(`# Payment NTRF-1 of EUR 500.00 from Muster GmbH (C10042)
It is posted in the ledger (SAP) as 1400000088.
## Started by Kontor
Kontor itself started payment NTRF-1 of EUR 500.00 from Muster GmbH (C10042) for DE01 on 31 \
March 2026.`);
    expect(told).toContain(
      'It pays EUR 510.00 of invoice 2026-00417 and with credit note C-1 of EUR 10.00 deducted.',
    );
  });

  test('of one that waits for a second person', () => {
    const told = letterOf({
      ...withoutOpenItem(facts({ deliveries: [] })),
      transaction: { ...invoice, document: 'credit-note', status: 'waiting' },
      exceptions: [
        {
          exceptionId: 'exc_1',
          kind: 'approval',
          code: 'approval',
          text: 'This credit note is above the limit. May it be posted?',
          openedAt: at('09:14:00'),
          comments: [],
        },
      ],
    });
    expect(told).toContain(
      'It waits for a person: This credit note is above the limit. May it be posted?',
    );
    expect(told).toContain('## A second person is asked\nThis credit note is above the limit.');
  });

  test('taken back on somebody’s word', () => {
    const told = letterOf({
      ...facts({
        history: [
          {
            at: '2026-04-02T08:00:00.000Z' as Instant,
            message: { type: 'UndoAsked', by: 'ana', reason: 'Wrong customer.' },
          },
        ],
      }),
      transaction: {
        ...invoice,
        status: 'taken_back',
        finishedAt: '2026-04-02T08:00:05.000Z' as Instant,
        endingText: 'Wrong customer.',
      },
    });
    expect(told).toContain('It was done and has been taken back: Wrong customer.');
    expect(told).toContain('## Ana asked to take it back\nThe reason: “Wrong customer”.');
  });
});

describe('the law', () => {
  const anyAttempt: fc.Arbitrary<AttemptFacts> = fc
    .tuple(
      fc.integer({ min: 0, max: 59 }),
      fc.constantFrom<AttemptFacts['kind']>('submit', 'look_up'),
      fc.constantFrom<AttemptFacts['outcome']>(
        ...(['confirmed', 'rejected', 'retryable', 'unknown', 'absent'] as const),
      ),
      fc.option(fc.string(), { nil: undefined }),
    )
    .map(([second, kind, outcome, detail]) =>
      attempt(`09:14:${String(second).padStart(2, '0')}`, kind, outcome, detail),
    );
  const anyStatus = fc.constantFrom(
    ...(['waiting', 'in_doubt', 'confirmed', 'rejected', 'parked', 'abandoned'] as const),
  );

  test('whatever happened, it is told, in order, within the limits of a page', () => {
    fc.assert(
      fc.property(fc.array(anyAttempt, { maxLength: 80 }), anyStatus, (attempts, status) => {
        const { chapters } = tellStory(facts({ deliveries: [posting({ attempts, status })] }));
        const times = chapters.map((chapter) => chapter.at);
        expect(times).toEqual(times.toSorted());
        for (const { headline, sentences } of chapters) {
          expect(headline.length).toBeGreaterThan(0);
          expect(sentences.every((text) => text.length > 0 && text.length <= 2_000)).toBe(true);
          expect([headline, ...sentences].join('')).not.toMatch(/[\u0000-\u001F\u007F]/);
        }
      }),
    );
  });

  test('only a look-up that found something lets the story say that nothing was sent twice', () => {
    fc.assert(
      fc.property(fc.array(anyAttempt, { maxLength: 20 }), (attempts) => {
        const told = letterOf(facts({ deliveries: [posting({ attempts })] }));
        const found = attempts.some(
          ({ kind, outcome }) => kind === 'look_up' && outcome === 'confirmed',
        );
        if (!found) expect(told).not.toContain('nothing was sent twice');
      }),
    );
  });
});

function withoutOpenItem({ openItem: _openItem, ...rest }: StoryFacts): StoryFacts {
  return rest;
}
