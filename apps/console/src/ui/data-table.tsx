/**
 * A list of any length: only what is visible is drawn, pages follow while scrolling, j/k/Enter work
 * from anywhere on the page, and nothing moves under the pointer. A grid for screen readers.
 */

import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { formatCount } from '../lib/format.ts';
import { useKeys } from '../lib/keyboard.ts';
import { useHeldRows } from '../lib/use-held-rows.ts';
import { withMarks } from './data-mark.tsx';
import { type Column, DataRow, HeaderRow } from './data-row.tsx';
import css from './data-table.module.css';

export type DataTableProps<Row> = {
  /** What the list is, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** A row whose version rises glows once. */
  readonly rowVersion?: (row: Row) => string | number;
  /** Enter, or a click where nothing is selected. */
  readonly onOpen?: (row: Row) => void;
  /** The id of the row whose detail stands beside the list. */
  readonly selected?: string | undefined;
  /** A click or a move by key, where a detail stands beside the list. */
  readonly onSelect?: (row: Row) => void;
  /** Ids of rows that are marked; x marks and unmarks the row that the keys are at. */
  readonly marked?: ReadonlySet<string>;
  readonly onMark?: (row: Row) => void;
  readonly loadMore?: () => void;
  readonly hasMore?: boolean;
  /** How many rows there are at all, where that is known. */
  readonly total?: number | undefined;
  readonly empty?: ReactNode;
  /** The table scrolls within this height: a CSS length; what the window leaves unless said. */
  readonly height?: string;
  /** Narrower than this it scrolls sideways: pixels. */
  readonly minWidth?: number;
};

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, label, rowId, rowVersion, selected, empty, hasMore, loadMore } = props;
  const columns = withMarks(props);
  const name = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const held = useHeldRows(rows, rowId);
  const virtual = useVirtualizer({
    count: held.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    getItemKey: (index) => {
      const row = held.rows[index];
      return row === undefined ? index : rowId(row);
    },
  });
  const { active, activate } = useActiveRow(props, held.rows, scroller, (index) =>
    virtual.scrollToIndex(index),
  );
  const items = virtual.getVirtualItems();
  useMorePages({ last: items.at(-1)?.index ?? 0, count: rows.length, hasMore, loadMore });
  if (held.rows.length === 0 && empty !== undefined) return <>{empty}</>;
  const template = columns.map(({ width }) => trackOf(width)).join(' ');
  return (
    <div className={css['frame']} onPointerEnter={held.hold} onPointerLeave={held.release}>
      <div
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={props.total ?? (hasMore ? -1 : rows.length + 1)}
        aria-activedescendant={held.rows[active] && `${name}-${active}`}
        tabIndex={0}
        data-table
        className={css['table']}
        style={{ maxHeight: props.height ?? FITTING, ...toVariables(template, props.minWidth) }}
      >
        <HeaderRow columns={columns} />
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, start, key }) => {
            const row = held.rows[index];
            if (row === undefined) return null;
            return (
              <DataRow
                key={key}
                {...{ row, columns, index, start }}
                id={`${name}-${index}`}
                isActive={index === active}
                isSelected={selected !== undefined && rowId(row) === selected}
                version={rowVersion?.(row)}
                opens={props.onOpen !== undefined || props.onSelect !== undefined}
                onClick={() => activate(index, 'click')}
              />
            );
          })}
        </div>
      </div>
      <Footer
        waiting={held.waiting}
        release={held.release}
        {...{ hasMore, loadMore }}
        shown={rows.length}
        total={props.total}
      />
    </div>
  );
}

type FooterProps = {
  readonly waiting: number;
  readonly release: () => void;
  readonly hasMore: boolean | undefined;
  readonly loadMore: (() => void) | undefined;
  readonly shown: number;
  readonly total: number | undefined;
};

function Footer({ waiting, release, hasMore, loadMore, shown, total }: FooterProps) {
  return (
    <div className={css['footer']}>
      <span>
        {total === undefined
          ? `${formatCount(shown)} shown${hasMore ? ', more below' : ''}`
          : `${formatCount(shown)} of ${formatCount(total)}`}
      </span>
      {hasMore && loadMore && (
        <Button variant="subtle" size="compact-xs" onClick={loadMore}>
          Load more
        </Button>
      )}
      {waiting > 0 && (
        <Button variant="light" size="compact-xs" onClick={release}>
          {formatCount(waiting)} new
        </Button>
      )}
    </div>
  );
}

/** The row that the keys move; the first table of a page hears them when none has the focus. */
function useActiveRow<Row>(
  { rowId, selected, onSelect, onOpen, onMark }: DataTableProps<Row>,
  rows: readonly Row[],
  scroller: React.RefObject<HTMLDivElement | null>,
  show: (index: number) => void,
) {
  const [activeId, setActiveId] = useState<string>();
  const wanted = activeId ?? selected;
  const active = wanted === undefined ? -1 : rows.findIndex((row) => rowId(row) === wanted);
  const activate = (index: number, by: 'click' | 'move' | 'enter') => {
    const row = rows[index];
    if (row === undefined) return;
    setActiveId(rowId(row));
    if (by === 'move') show(index);
    if (by === 'enter' && onOpen) onOpen(row);
    else if (onSelect) onSelect(row);
    else if (by === 'click') onOpen?.(row);
  };
  const move = (by: number) => {
    if (!hears(scroller.current)) return;
    activate(Math.min(rows.length - 1, Math.max(0, active + by)), 'move');
  };
  const within = (event: KeyboardEvent, then: () => void) => {
    if (event.target === scroller.current || document.activeElement === document.body) then();
    else if (isHeading(document.activeElement)) then();
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ...(onMark && { x: () => hears(scroller.current) && markActive(rows[active], onMark) }),
    ArrowDown: (event) => within(event, () => move(1)),
    ArrowUp: (event) => within(event, () => move(-1)),
    Home: (event) => within(event, () => activate(0, 'move')),
    End: (event) => within(event, () => activate(rows.length - 1, 'move')),
    Enter: (event) => within(event, () => hears(scroller.current) && activate(active, 'enter')),
  });
  return { active, activate };
}

function markActive<Row>(row: Row | undefined, onMark: (row: Row) => void): void {
  if (row !== undefined) onMark(row);
}

function toVariables(template: string, minWidth: number | undefined): object {
  return { '--columns': template, ...(minWidth !== undefined && { '--row-min': `${minWidth}px` }) };
}

function hears(scroller: HTMLElement | null): boolean {
  const focused = document.activeElement?.closest('[data-table]');
  return scroller === (focused ?? document.querySelector('[data-table]'));
}

function isHeading(element: Element | null): boolean {
  return element?.tagName === 'H1';
}

type MorePages = {
  readonly last: number;
  readonly count: number;
  readonly hasMore: boolean | undefined;
  readonly loadMore: (() => void) | undefined;
};

function useMorePages({ last, count, hasMore, loadMore }: MorePages): void {
  const isNear = hasMore === true && count > 0 && last >= count - AHEAD_ROWS;
  const ask = useRef(loadMore);
  useEffect(() => {
    ask.current = loadMore;
  });
  useEffect(() => {
    if (isNear) ask.current?.();
  }, [isNear, count]);
}

function trackOf(width: string | number | undefined): string {
  if (typeof width === 'number') return `${width}px`;
  return width ?? 'minmax(0, 1fr)';
}

const ROW_PX = 32;
/** The next page is asked for while there is still a screen to read. */
const AHEAD_ROWS = 15;
/** The window without the heading and the filters of a page. */
const FITTING = 'max(320px, calc(100dvh - 260px))';
