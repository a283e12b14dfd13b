/**
 * A month as a table: a line for each thing, a column for each day, a shape with its word in every
 * cell. Shapes differ before colours do; the words stand below and in each cell's name.
 */

import { Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatDay } from '../lib/format.ts';
import css from './month-table.module.css';

export type MonthMark =
  'done' | 'waiting' | 'refused' | 'missing' | 'due' | 'closed' | 'before' | 'later';

export type MonthCell = {
  readonly day: string;
  readonly mark: MonthMark;
  /** `Received`, `Weekend`, `Good Friday`. */
  readonly word: string;
  readonly onOpen?: (() => void) | undefined;
};

export type MonthLine = {
  readonly id: string;
  readonly name: ReactNode;
  /** As text, for screen readers. */
  readonly label: string;
  readonly note?: ReactNode;
  readonly cells: readonly MonthCell[];
};

export type MonthTableProps = {
  readonly label: string;
  readonly days: readonly string[];
  readonly today?: string;
  readonly lines: readonly MonthLine[];
  readonly legend: readonly { readonly mark: MonthMark; readonly word: string }[];
  /** The line whose detail is shown. */
  readonly selected?: string | undefined;
};

export function MonthTable({ label, days, today, lines, legend, selected }: MonthTableProps) {
  return (
    <div className={css['frame']}>
      <section className={css['scroller']} aria-label={label}>
        <table className={css['table']}>
          <thead>
            <tr>
              <th scope="col" className={css['corner']}>
                Account
              </th>
              {days.map((day) => (
                <th key={day} scope="col" data-today={day === today || undefined}>
                  <abbr title={formatDay(day)}>{Number.parseInt(day.slice(8), 10)}</abbr>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ id, name, note, label: line, cells }) => (
              <tr key={id} data-selected={id === selected || undefined}>
                <th scope="row">
                  <span className={css['name']}>{name}</span>
                  {note !== undefined && <span className={css['note']}>{note}</span>}
                </th>
                {cells.map((cell) => (
                  <td key={cell.day} data-mark={cell.mark}>
                    <Cell cell={cell} line={line} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <ul className={css['legend']}>
        {legend.map(({ mark, word }) => (
          <li key={mark} data-mark={mark}>
            <Mark mark={mark} />
            {word}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Cell({ cell, line }: { readonly cell: MonthCell; readonly line: string }) {
  const { day, mark, word, onOpen } = cell;
  const words = `${formatDay(day)}: ${word}`;
  if (!onOpen) {
    return (
      <span className={css['cell']} title={words}>
        <Mark mark={mark} />
        <VisuallyHidden>{word}</VisuallyHidden>
      </span>
    );
  }
  return (
    <Tooltip label={words}>
      <UnstyledButton
        className={css['cell'] ?? ''}
        aria-label={`${line}, ${words}`}
        onClick={onOpen}
      >
        <Mark mark={mark} />
      </UnstyledButton>
    </Tooltip>
  );
}

function Mark({ mark }: { readonly mark: MonthMark }) {
  return (
    <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden>
      {SHAPES[mark]}
    </svg>
  );
}

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 } as const;
const SHAPES: Readonly<Record<MonthMark, ReactNode>> = {
  done: <rect x="2" y="2" width="10" height="10" rx="2" fill="currentColor" />,
  waiting: (
    <>
      <rect x="2.75" y="2.75" width="8.5" height="8.5" rx="1.5" {...line} />
      <path d="M2.5 11.5V3L11 11.5z" fill="currentColor" />
    </>
  ),
  refused: <path d="M3 3l8 8M11 3l-8 8" {...line} strokeWidth={2.25} strokeLinecap="round" />,
  missing: (
    <rect x="2.75" y="2.75" width="8.5" height="8.5" rx="1.5" {...line} strokeDasharray="2.4 1.8" />
  ),
  due: <rect x="2.75" y="2.75" width="8.5" height="8.5" rx="1.5" {...line} />,
  closed: <circle cx="7" cy="7" r="1.25" fill="currentColor" />,
  before: <path d="M5 7h4" {...line} />,
  later: null,
};
