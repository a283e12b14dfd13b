/** The first column of a list whose rows can be marked, several at once. */

import { Checkbox } from '@mantine/core';
import type { Column } from './data-row.tsx';

export type Marking<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  readonly marked?: ReadonlySet<string>;
  readonly onMark?: (row: Row) => void;
};

export function withMarks<Row>(marking: Marking<Row>): readonly Column<Row>[] {
  const { columns, rowId, marked, onMark } = marking;
  if (!onMark) return columns;
  const mark: Column<Row> = {
    id: 'mark',
    header: 'Marked',
    isHeaderHidden: true,
    width: 16,
    // Reached by x, not by Tab: a stop at every row would be in everybody's way.
    cell: (row) => (
      <Checkbox
        size="xs"
        tabIndex={-1}
        aria-label="Marked"
        checked={marked?.has(rowId(row)) ?? false}
        onChange={() => onMark(row)}
      />
    ),
  };
  return [mark, ...columns];
}
