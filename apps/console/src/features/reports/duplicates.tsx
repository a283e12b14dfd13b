/** What would have happened twice and did not, by how it was recognised. */

import type { DuplicateReport } from '@kontor/contracts';
import { BarChart, Count, Figure, Figures } from '../../ui/index.ts';
import { preventedWith } from '../../lib/lists.ts';
import { countsOf } from './days.ts';
import { PREVENTED } from './prevented-words.ts';
import { type About, ReportSection } from './report-section.tsx';

export type DuplicatesProps = { readonly report: DuplicateReport; readonly about: About };

export function Duplicates({ report, about }: DuplicatesProps) {
  const { days, firstDay, from, to, legalEntity } = about;
  const all = PREVENTED.reduce((total, { counted }) => total + report.total[counted], 0);
  return (
    <ReportSection
      title="Duplicates prevented"
      lead="Recognised and answered without doing anything a second time."
      about={about}
      csv={{
        name: 'duplicates',
        header: ['day', ...PREVENTED.map(({ name }) => name.toLowerCase())],
        rows: report.days.map((row) => [row.day, ...PREVENTED.map(({ counted }) => row[counted])]),
      }}
    >
      <Figures>
        {PREVENTED.map(({ kind, counted, name, note }) => (
          <Figure
            key={kind}
            label={name}
            value={<Count value={report.total[counted]} />}
            note={note}
            to={preventedWith({ kind, from, to, legalEntity })}
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
          series={PREVENTED.map(({ counted, name }) => ({
            name,
            values: countsOf(days, report.days, { firstDay, value: (row) => row[counted] }),
          }))}
        />
      )}
    </ReportSection>
  );
}
