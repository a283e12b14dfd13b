/** The rows to show: as they come, or held in their places while somebody points at them. */

import { useState } from 'react';
import { holdOrder, type Held } from './hold-order.ts';

export type HeldRows<Row> = Held<Row> & {
  readonly hold: () => void;
  readonly release: () => void;
};

export function useHeldRows<Row>(
  incoming: readonly Row[],
  rowId: (row: Row) => string,
): HeldRows<Row> {
  /** What was shown when the pointer came. */
  const [pointedAt, setPointedAt] = useState<readonly Row[]>();
  const held = pointedAt ? holdOrder(pointedAt, incoming, rowId) : { rows: incoming, waiting: 0 };
  return {
    ...held,
    hold: () => setPointedAt(incoming),
    release: () => setPointedAt(undefined),
  };
}
