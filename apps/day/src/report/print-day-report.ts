/** The report as text for a terminal: columns that align, figures first, faults spelled out. */

import { currency, money, toDecimal } from '@kontor/kernel';
import type { DayReport, EntityCounts } from './day-report.ts';
import type { Finding } from './finding.ts';
import { alignColumns } from './align-columns.ts';
import { printStory } from '@kontor/client';

export function printDayReport(report: DayReport, columns = COLUMNS): string {
  const { seed, durationMs, stories } = report;
  return [
    `A day of finance (seed ${seed}, ${seconds(durationMs)} s)`,
    '',
    ...documents(report),
    '',
    ...bankLines(report),
    '',
    ...figures(report),
    '',
    ...report.findings.flatMap(findingLines),
    ...stories.flatMap(({ why, story }) => ['', `— ${why} —`, '', printStory(story, columns)]),
    '',
    report.ok ? 'Everything holds.' : 'Something does not hold: see the lines with ✗.',
    '',
  ].join('\n');
}

function documents({ entities, refusals }: DayReport): readonly string[] {
  const head = [
    'Documents',
    'sent',
    'accepted',
    'replayed',
    'duplicate',
    'refused',
    'posted',
    'aside',
    'refused later',
    'gross',
  ];
  const rows = entities.map((entity) => [
    `${entity.legalEntity} ${entity.currency}`,
    entity.submitted,
    entity.accepted,
    entity.replayed,
    entity.duplicates,
    entity.refusedAtDoor,
    entity.posted,
    entity.aside,
    entity.refusedLater,
    grossOf(entity),
  ]);
  const texts = rows.map((row) => row.map((cell) => String(cell)));
  const refused = refusals.map(({ problem, count }) => `${problem} ${count}`).join(', ');
  const lines = alignColumns([head, ...texts]);
  return refusals.length === 0 ? lines : [...lines, `Refused at the door: ${refused}`];
}

/** Totals of several currencies are never added up. */
function grossOf({ gross, currency: code }: EntityCounts): string {
  const text = toDecimal(money(gross, currency(code)));
  return text.replace(/\B(?=(\d{3})+(?!\d)\.)/g, ' ');
}

function bankLines({ files, receipts }: DayReport): readonly string[] {
  const rules = receipts.matchedBy.map(({ rule, count }) => `${rule} ${count}`).join(', ');
  return alignColumns(
    [
      [
        'Bank files',
        `${files.booked} booked, ${files.quarantined} quarantined, ${files.duplicate} known`,
      ],
      ['Receipts', `${receipts.credits}, ${receipts.open} open, ${receipts.returned} returned`],
      ['Matched by', rules === '' ? 'nothing' : rules],
    ],
    { leftColumns: 2 },
  );
}

function figures({ events, latency, outage }: DayReport): readonly string[] {
  const drained =
    outage.drainedAfterSeconds === undefined
      ? 'the backlog was not seen to end'
      : `drained ${outage.drainedAfterSeconds.toFixed(1)} s after it`;
  return alignColumns(
    [
      [
        'Accepted in',
        `p50 ${latency.p50Ms.toFixed(1)} ms, p99 ${latency.p99Ms.toFixed(1)} ms, ` +
          `longest ${latency.maxMs.toFixed(1)} ms`,
      ],
      ['Ledger down', `${outage.seconds} s, at most ${outage.waitingMax} waited, ${drained}`],
      [
        'Events',
        `${events.fed} in the feed, ${events.webhooks} by webhook ` +
          `(${events.webhookFailures} failed by us, ${events.webhookRepeats} repeats)`,
      ],
    ],
    { leftColumns: 2 },
  );
}

function findingLines({ name, holds, figures: text, faults }: Finding): readonly string[] {
  return [`${holds ? '✓' : '✗'} ${name}: ${text}`, ...faults.map((fault) => `    ${fault}`)];
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(0);
}

const COLUMNS = 100;
