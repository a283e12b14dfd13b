/** The rows of a DataTable. A click on a link or a button within a row is theirs, not the row's. */

import { VisuallyHidden } from '@mantine/core';
import { type MouseEvent, type ReactNode, useState } from 'react';
import css from './data-table.module.css';

export type Column<Row> = {
  readonly id: string;
  readonly header: string;
  /** Said to screen readers alone, where the column explains itself to the eye. */
  readonly isHeaderHidden?: boolean;
  /** Any width of a CSS grid; an equal share of what is left unless said. */
  readonly width?: string | number;
  /** `right` for figures. */
  readonly align?: 'left' | 'right';
  readonly cell: (row: Row) => ReactNode;
};

/** Widths in pixels of what is never cut off: a day as it is written, an amount of nine figures. */
export const DAY_PX = 96;
export const MONEY_PX = 132;

export function HeaderRow<Row>({ columns }: { readonly columns: readonly Column<Row>[] }) {
  return (
    <div role="rowgroup" className={css['head']}>
      <div role="row" className={css['row']} aria-rowindex={1}>
        {columns.map(({ id, header, align, isHeaderHidden }) => (
          <div key={id} role="columnheader" className={css['cell']} data-align={align}>
            {isHeaderHidden ? <VisuallyHidden>{header}</VisuallyHidden> : header}
          </div>
        ))}
      </div>
    </div>
  );
}

export type DataRowProps<Row> = {
  readonly id: string;
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly start: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly version: string | number | undefined;
  readonly opens: boolean;
  readonly onClick: () => void;
};

export function DataRow<Row>(props: DataRowProps<Row>) {
  const { id, row, columns, index, start, isActive, isSelected, version, opens } = props;
  // A row glows when it changes while it is shown, not when it is scrolled into sight.
  const [versionAtFirst] = useState(version);
  const click = (event: MouseEvent<HTMLElement>) => {
    const inner = (event.target as HTMLElement).closest('a, button, input, label');
    if (!inner && document.getSelection()?.isCollapsed !== false) props.onClick();
  };
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected || isActive}
      className={`${css['row']} ${css['dataRow']}`}
      data-active={isActive || undefined}
      data-selected={isSelected || undefined}
      data-opens={opens || undefined}
      style={{ transform: `translateY(${start}px)` }}
      onClick={click}
    >
      {version !== versionAtFirst && (
        <span key={version} className={css['glow']} data-changed aria-hidden />
      )}
      {columns.map(({ id: column, align, cell }) => (
        <div key={column} role="gridcell" className={css['cell']} data-align={align}>
          {cell(row)}
        </div>
      ))}
    </div>
  );
}
