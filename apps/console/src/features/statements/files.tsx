/** The files of the bank, what became of each, and for a quarantined one the line that is wrong. */

import type { ConsoleBankFile } from '@kontor/contracts';
import { exception } from '../../lib/lists.ts';
import {
  Code,
  type Column,
  DataTable,
  Empty,
  Facts,
  Instant,
  Link,
  ListAndDetail,
  Section,
  Stack,
  State,
} from '../../ui/index.ts';
import { Reasons } from './reasons.tsx';
import { FILE_STATES, several } from './words.ts';

export type FilesProps = {
  readonly files: readonly ConsoleBankFile[];
  readonly selected: string | undefined;
  readonly onSelect: (file: string) => void;
};

export function Files({ files, selected, onSelect }: FilesProps) {
  const file = files.find(({ id }) => id === selected) ?? files.find(isQuarantined);
  const table = (
    <DataTable
      label="Bank files"
      columns={COLUMNS}
      rows={files}
      rowId={({ id }) => id}
      rowVersion={({ status }) => status}
      selected={file?.id}
      onSelect={({ id }) => onSelect(id)}
      height="420px"
      empty={<Empty title="No bank file came in this month." />}
    />
  );
  if (!file) return table;
  return <ListAndDetail list={table} detail={<FileDetail file={file} />} />;
}

function FileDetail({ file }: { readonly file: ConsoleBankFile }) {
  const { state, word } = FILE_STATES[file.status];
  const kilobytes = Math.max(1, Math.round(file.bytes / 1_024));
  return (
    <Section title={file.name ?? file.format ?? 'Bank file'} aside={<Code>{file.id}</Code>}>
      <Stack gap="md">
        <Facts
          items={[
            { term: 'State', value: <State state={state}>{word}</State> },
            { term: 'Received', value: <Instant at={file.receivedAt} /> },
            { term: 'Came by', value: file.channel === 'api' ? 'the API' : 'the watched folder' },
            ...(file.format === undefined ? [] : [{ term: 'Format', value: file.format }]),
            {
              term: 'Holds',
              value: `${several(file.statements, 'statement')}, ${several(file.entries, 'entry')}, ${kilobytes} kB`,
            },
            { term: 'Companies', value: file.legalEntities.join(', ') },
            ...(file.exception === undefined
              ? []
              : [
                  {
                    term: 'Exception',
                    value: <Link {...exception(file.exception)}>Decide what becomes of it</Link>,
                  },
                ]),
          ]}
        />
        {file.reasons && <Reasons reasons={file.reasons} quoted={file.quoted} />}
      </Stack>
    </Section>
  );
}

function isQuarantined({ status }: ConsoleBankFile): boolean {
  return status === 'quarantined';
}

const COLUMNS: readonly Column<ConsoleBankFile>[] = [
  {
    id: 'received',
    header: 'Received',
    width: 152,
    cell: ({ receivedAt }) => <Instant at={receivedAt} />,
  },
  {
    id: 'state',
    header: 'State',
    width: 120,
    cell: ({ status }) => (
      <State state={FILE_STATES[status].state}>{FILE_STATES[status].word}</State>
    ),
  },
  {
    id: 'name',
    header: 'File',
    width: 'minmax(96px, 1fr)',
    cell: ({ legalEntities, name, format, id }) =>
      `${legalEntities.join(', ')} · ${name ?? format ?? id}`,
  },
];
