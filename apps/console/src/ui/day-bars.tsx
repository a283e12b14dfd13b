/**
 * The next days, a line each, with what is planned on them drawn along the hours where the person
 * is. What is drawn is said in words on the same line.
 */

import { formatTime } from '../lib/format.ts';
import css from './day-bars.module.css';

export type DayBar = {
  /** `2026-03-31`, where the person is. */
  readonly day: string;
  readonly label: string;
  readonly isToday: boolean;
  readonly blocks: readonly DayBlock[];
};

export type DayBlock = {
  readonly id: string;
  /** Shares of the day, from 0 to 1. */
  readonly begins: number;
  readonly ends: number;
  readonly kind: 'freeze' | 'maintenance';
  readonly title: string;
  readonly from: string;
  readonly until: string;
};

export type DayBarsProps = {
  readonly label: string;
  readonly days: readonly DayBar[];
  /** Share of today that is over. */
  readonly nowAt: number;
};

export function DayBars({ label, days, nowAt }: DayBarsProps) {
  return (
    <div className={css['frame']}>
      <div className={css['hours']} aria-hidden>
        <span />
        <div className={css['scale']}>
          {HOURS.map((hour) => (
            <span key={hour} style={{ left: `${(hour / 24) * 100}%` }}>
              {String(hour).padStart(2, '0')}
            </span>
          ))}
        </div>
        <span />
      </div>
      <ul className={css['days']} aria-label={label}>
        {days.map((day) => (
          <Line key={day.day} day={day} nowAt={nowAt} />
        ))}
      </ul>
      <ul className={css['legend']} aria-hidden>
        <li>
          <i data-kind="freeze" /> Freeze: we send nothing
        </li>
        <li>
          <i data-kind="maintenance" /> Maintenance: the system is away
        </li>
      </ul>
    </div>
  );
}

function Line({ day, nowAt }: { readonly day: DayBar; readonly nowAt: number }) {
  return (
    <li data-today={day.isToday || undefined}>
      <span className={css['label']}>{day.label}</span>
      <span className={css['bar']} aria-hidden>
        {day.blocks.map(({ id, kind, begins, ends }) => (
          <i
            key={id}
            data-kind={kind}
            style={{ left: `${begins * 100}%`, width: `${Math.max(0.4, (ends - begins) * 100)}%` }}
          />
        ))}
        {day.isToday && <b style={{ left: `${nowAt * 100}%` }} />}
      </span>
      <span className={css['words']}>
        {day.blocks.length === 0
          ? '–'
          : day.blocks
              .map(({ title, from, until }) => `${title} ${formatTime(from)}–${formatTime(until)}`)
              .join(', ')}
      </span>
    </li>
  );
}

const HOURS = [0, 6, 12, 18, 24];
