/** One report: its numbers, its charts, and the same as a file for a spreadsheet. */

import type { ReactNode } from 'react';
import { type CsvValue, toCsv } from '../../lib/csv.ts';
import { download } from '../../lib/download.ts';
import { Button, Section, Stack, Text } from '../../ui/index.ts';
import type { Days } from './days.ts';

/** What all reports of the page are about. */
export type About = {
  readonly days: Days;
  readonly from: string;
  readonly to: string;
  readonly firstDay: string;
  readonly legalEntity: string | undefined;
};

export type ReportSectionProps = {
  readonly title: string;
  /** One sentence on what is counted. */
  readonly lead: string;
  readonly about: About;
  readonly csv: {
    readonly name: string;
    readonly header: readonly string[];
    readonly rows: readonly (readonly CsvValue[])[];
  };
  readonly children: ReactNode;
};

export function ReportSection({ title, lead, about, csv, children }: ReportSectionProps) {
  const { from, to, legalEntity } = about;
  const name = ['kontor', csv.name, legalEntity, from, to].filter(Boolean).join('_');
  return (
    <Section
      title={title}
      aside={
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={`Download CSV of ${title}`}
          onClick={() => download(`${name}.csv`, toCsv(csv.header, csv.rows))}
        >
          Download CSV
        </Button>
      }
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {lead}
        </Text>
        {children}
      </Stack>
    </Section>
  );
}
