/** The terms in force: of financial records by legal entity, and of what is none. */

import type { ConsoleRetention, RecordTermLine, TraceTerm } from '@kontor/contracts';
import { type Column, Count, DataTable, Section, TwoHalves } from '../../ui/index.ts';

export function TermsSection({ retention }: { readonly retention: ConsoleRetention }) {
  const { records, traces } = retention;
  return (
    <TwoHalves
      left={
        <Section title="Financial records">
          <DataTable
            label="Terms of financial records"
            columns={RECORDS}
            rows={records}
            rowId={({ legalEntity }) => legalEntity}
            minWidth={NARROW_PX}
          />
        </Section>
      }
      right={
        <Section title="What is no financial record">
          <DataTable
            label="Terms of what is no financial record"
            columns={TRACES}
            rows={traces}
            rowId={({ what }) => what}
            minWidth={NARROW_PX}
          />
        </Section>
      }
    />
  );
}

/** Half a page: nothing scrolls sideways in it. */
const NARROW_PX = 320;

const RECORDS: readonly Column<RecordTermLine>[] = [
  { id: 'entity', header: 'Entity', width: 72, cell: ({ legalEntity }) => legalEntity },
  {
    id: 'term',
    header: 'Kept',
    cell: ({ sentence }) => <span title={sentence}>{sentence}</span>,
  },
];

const TRACES: readonly Column<TraceTerm>[] = [
  {
    id: 'what',
    header: 'What',
    cell: ({ what, why }) => <span title={why}>{what}</span>,
  },
  {
    id: 'days',
    header: 'Days',
    width: 72,
    align: 'right',
    cell: ({ days }) => <Count value={days} />,
  },
];
