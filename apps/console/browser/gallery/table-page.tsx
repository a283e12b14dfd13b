import { useState } from 'react';
import {
  Button,
  type Column,
  DataTable,
  Empty,
  Money,
  Page,
  Party,
  State,
} from '../../src/ui/index.ts';

type Row = { readonly id: string; readonly number: number; readonly version: number };

/** A hundred thousand rows, to which some are added and of which one changes. */
export function TablePage() {
  const [rows, setRows] = useState<readonly Row[]>(ALL);
  const [shown, setShown] = useState(PAGE);
  const [opened, setOpened] = useState('');
  const add = () => {
    setRows((before) => [...[1, 2, 3].map((each) => rowOf(-before.length - each)), ...before]);
    setShown((before) => before + 3);
  };
  const change = () =>
    setRows((before) => before.map((row, at) => (at === 1 ? { ...row, version: 2 } : row)));
  // As the platform would: while the pointer is somewhere else.
  Object.assign(globalThis, { add, change });
  return (
    <Page
      title="Transactions"
      lead={`Opened: ${opened || 'nothing'}`}
      actions={<Button onClick={() => setShown(rows.length)}>Show all</Button>}
    >
      <DataTable
        label="Transactions"
        columns={COLUMNS}
        rows={rows.slice(0, shown)}
        rowId={({ id }) => id}
        rowVersion={({ version }) => version}
        onOpen={({ id }) => setOpened(id)}
        hasMore={shown < rows.length}
        loadMore={() => setShown((before) => before + PAGE)}
        total={rows.length}
        empty={<Empty title="Nothing was sent yet." />}
      />
    </Page>
  );
}

function rowOf(number: number): Row {
  return { id: `INV-${number}`, number, version: 1 };
}

const PAGE = 50;
const ALL = Array.from({ length: 100_000 }, (_, index) => rowOf(index));

const COLUMNS: readonly Column<Row>[] = [
  { id: 'state', header: 'State', width: 160, cell: () => <State state="working" /> },
  { id: 'number', header: 'Invoice', width: 140, cell: ({ id }) => id },
  {
    id: 'party',
    header: 'Party',
    cell: ({ number }) => (
      <Party name="Pfeffermühle Instruments GmbH & Co. KG" number={`C${number}`} />
    ),
  },
  {
    id: 'amount',
    header: 'Amount',
    width: 160,
    align: 'right',
    cell: ({ number }) => <Money value={{ amount: `${number * 7}.00`, currency: 'EUR' }} />,
  },
  { id: 'version', header: 'Version', width: 80, align: 'right', cell: ({ version }) => version },
];
