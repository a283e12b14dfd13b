/** Posting success and latency of one process, by the day on which it was accepted. */

import type { PostingReport } from '@kontor/contracts';
import { formatDuration } from '../../lib/format.ts';
import { transactionsWith } from '../../lib/lists.ts';
import {
  BarChart,
  Count,
  Duration,
  Figure,
  Figures,
  LineChart,
  SimpleGrid,
} from '../../ui/index.ts';
import { countsOf, measuresOf, shareOf, shareWords } from './days.ts';
import { type About, ReportSection } from './report-section.tsx';

export type PostingProps = { readonly posting: PostingReport; readonly about: About };

export function Posting({ posting, about }: PostingProps) {
  const { title, total, serviceLevel } = posting;
  const within = formatDuration(serviceLevel.withinSeconds * 1_000);
  return (
    <ReportSection
      title={title}
      lead={`From acceptance until it is posted in the ledger. Promised: ${serviceLevel.sharePercent} % within ${within}.`}
      about={about}
      csv={{ name: `posting_${posting.process}`, header: HEADER, rows: posting.days.map(toRow) }}
    >
      <Numbers {...{ posting, about, within }} />
      {total.accepted > 0 && (
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
          <Became {...{ posting, about }} />
          <Latency {...{ posting, about }} />
        </SimpleGrid>
      )}
    </ReportSection>
  );
}

function Numbers({ posting, about, within }: PostingProps & { readonly within: string }) {
  const { total, process, serviceLevel } = posting;
  const { legalEntity, from, to } = about;
  const list = (status?: string) =>
    transactionsWith({ process, legalEntity, from, until: to, ...(status && { status }) });
  const inTime = shareOf(total.inTime, total.posted);
  const isKept = inTime === undefined || inTime >= serviceLevel.sharePercent;
  return (
    <Figures>
      <Figure
        label="Accepted"
        value={<Count value={total.accepted} />}
        note={`${total.working} not posted yet`}
        to={list()}
      />
      <Figure
        label="Posted"
        value={<Count value={total.posted} />}
        note={shareWords(total.posted, total.accepted)}
        to={list('done')}
      />
      <Figure label="Refused" value={<Count value={total.refused} />} to={list('refused')} />
      <Figure
        label="Stopped"
        value={<Count value={total.stopped} />}
        note="someone must look"
        to={list('parked')}
      />
      <Figure
        label="In time"
        value={shareWords(total.inTime, total.posted)}
        note={`within ${within}, ${isKept ? 'as promised' : 'less than promised'}`}
      />
      <Figure
        label="Half within"
        value={total.p50Ms === undefined ? '–' : <Duration ms={total.p50Ms} />}
        note={total.p95Ms !== undefined && `95 of 100 within ${formatDuration(total.p95Ms)}`}
      />
    </Figures>
  );
}

function Became({ posting, about: { days, firstDay } }: PostingProps) {
  const counts = (value: (row: PostingReport['days'][number]) => number) =>
    countsOf(days, posting.days, { firstDay, value });
  return (
    <BarChart
      title={`${posting.title}: what became of what was accepted`}
      unit="Transactions"
      along="Day of acceptance"
      labels={days.labels}
      stacked
      series={[
        { name: 'Posted', values: counts(({ posted }) => posted) },
        { name: 'Working', values: counts(({ working }) => working) },
        { name: 'Refused', values: counts(({ refused, takenBack }) => refused + takenBack) },
        { name: 'Stopped', values: counts(({ stopped }) => stopped), atRisk: true },
      ]}
    />
  );
}

function Latency({ posting, about: { days } }: PostingProps) {
  const seconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1_000);
  return (
    <LineChart
      title={`${posting.title}: time until posted`}
      unit="Seconds"
      along="Day of acceptance"
      labels={days.labels}
      series={[
        {
          name: 'Half within',
          values: measuresOf(days, posting.days, (row) => seconds(row.p50Ms)),
        },
        {
          name: '95 of 100 within',
          values: measuresOf(days, posting.days, (row) => seconds(row.p95Ms)),
        },
      ]}
    />
  );
}

const HEADER = [
  'day',
  'accepted',
  'posted',
  'refused',
  'taken back',
  'stopped',
  'working',
  'posted in time',
  'p50 ms',
  'p95 ms',
];

function toRow(row: PostingReport['days'][number]) {
  const { day, accepted, posted, refused, takenBack, stopped, working, inTime } = row;
  return [
    day,
    accepted,
    posted,
    refused,
    takenBack,
    stopped,
    working,
    inTime,
    row.p50Ms,
    row.p95Ms,
  ];
}
