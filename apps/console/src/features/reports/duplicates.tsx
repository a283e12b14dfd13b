/** What would have happened twice and did not, by how it was recognised. */

import type { DuplicateReport } from '@kontor/contracts';
import { BarChart, Count, Figure, Figures } from '../../ui/index.ts';
import { countsOf } from './days.ts';
import { type About, ReportSection } from './report-section.tsx';

export type DuplicatesProps = { readonly report: DuplicateReport; readonly about: About };

export function Duplicates({ report, about }: DuplicatesProps) {
  const { days, firstDay } = about;
  const all = KINDS.reduce((total, { kind }) => total + report.total[kind], 0);
  return (
    <ReportSection
      title="Duplicates prevented"
      lead="Recognised and answered without doing anything a second time."
      about={about}
      csv={{
        name: 'duplicates',
        header: ['day', ...KINDS.map(({ name }) => name.toLowerCase())],
        rows: report.days.map((row) => [row.day, ...KINDS.map(({ kind }) => row[kind])]),
      }}
    >
      <Figures>
        {KINDS.map(({ kind, name, note }) => (
          <Figure
            key={kind}
            label={name}
            value={<Count value={report.total[kind]} />}
            note={note}
          />
        ))}
      </Figures>
      {all > 0 && (
        <BarChart
          title="Duplicates prevented"
          unit="Times"
          along="Day"
          labels={days.labels}
          stacked
          series={KINDS.map(({ kind, name }) => ({
            name,
            values: countsOf(days, report.days, { firstDay, value: (row) => row[kind] }),
          }))}
        />
      )}
    </ReportSection>
  );
}

const KINDS: readonly {
  readonly kind: keyof DuplicateReport['total'];
  readonly name: string;
  readonly note: string;
}[] = [
  { kind: 'sameKey', name: 'Same request again', note: 'answered as before' },
  { kind: 'sameDocument', name: 'Same document again', note: 'under another key' },
  { kind: 'foundByLookUp', name: 'Found by looking it up', note: 'the reply had been lost' },
  { kind: 'sameFile', name: 'Same bank file again', note: 'the same bytes' },
  { kind: 'sameStatement', name: 'Same statement again', note: 'in another file' },
];
