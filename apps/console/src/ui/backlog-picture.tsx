/**
 * A backlog and how it will go: what waits over time, with the windows in which nothing is sent.
 * The words beside it say the same; the numbers are there as a table for ears.
 */

import { VisuallyHidden } from '@mantine/core';
import { toDate } from '../lib/clock.ts';
import { formatCount, formatInstant, formatTime } from '../lib/format.ts';
import css from './backlog-picture.module.css';

export type BacklogPictureProps = {
  readonly title: string;
  readonly points: readonly { readonly at: string; readonly waiting: number }[];
  readonly windows: readonly {
    readonly from: string;
    readonly until: string;
    readonly title: string;
  }[];
};

export function BacklogPicture({ title, points, windows }: BacklogPictureProps) {
  const scale = scaleOf(points);
  const shown = windows.filter(
    ({ from, until }) => msOf(until) > scale.from && msOf(from) < scale.to,
  );
  const line = points.map(({ at, waiting }) => `${scale.x(msOf(at))},${scale.y(waiting)}`);
  const [first] = points;
  const last = points.at(-1);
  return (
    <figure className={css['figure']} aria-label={title}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={css['drawing']} aria-hidden>
        {shown.map(({ from, until, title: name }) => (
          <Window key={from} scale={scale} from={from} until={until} name={name} />
        ))}
        {scale.marks.map((value) => (
          <g key={value} className={css['mark']}>
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={scale.y(value)} y2={scale.y(value)} />
            <text x={LEFT - 8} y={scale.y(value) + 4} textAnchor="end">
              {formatCount(value)}
            </text>
          </g>
        ))}
        <polygon
          className={css['area']}
          points={[`${LEFT},${BOTTOM}`, ...line, `${scale.x(scale.to)},${BOTTOM}`].join(' ')}
        />
        <polyline className={css['line']} points={line.join(' ')} />
        {scale.times.map(({ ms, label }, index) => (
          <text
            key={ms}
            className={css['time']}
            x={scale.x(ms)}
            y={HEIGHT - 6}
            textAnchor={index === 0 ? 'start' : index === TIMES - 1 ? 'end' : 'middle'}
          >
            {label}
          </text>
        ))}
      </svg>
      <VisuallyHidden>
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Waiting</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ at, waiting }, index) => (
              <tr key={`${at} ${index}`}>
                <th scope="row">{formatInstant(at, true)}</th>
                <td>{formatCount(waiting)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {first && last && `From ${formatInstant(first.at)} to ${formatInstant(last.at)}.`}
        {shown.map(({ from, until, title: name }) => (
          <p key={from}>
            {name}: nothing is sent from {formatInstant(from)} to {formatInstant(until)}.
          </p>
        ))}
      </VisuallyHidden>
    </figure>
  );
}

type WindowProps = {
  readonly scale: Scale;
  readonly from: string;
  readonly until: string;
  readonly name: string;
};

function Window({ scale, from, until, name }: WindowProps) {
  const left = scale.x(Math.max(scale.from, msOf(from)));
  const right = scale.x(Math.min(scale.to, msOf(until)));
  const width = Math.max(2, right - left);
  return (
    <g className={css['window']}>
      <rect x={left} y={TOP} width={width} height={BOTTOM - TOP} />
      {width > name.length * LETTER && (
        <text x={left + width / 2} y={TOP + 14} textAnchor="middle">
          {name}
        </text>
      )}
    </g>
  );
}

type Scale = ReturnType<typeof scaleOf>;

function scaleOf(points: BacklogPictureProps['points']) {
  const from = msOf(points[0]?.at ?? EPOCH);
  const to = Math.max(from + 1_000, msOf(points.at(-1)?.at ?? EPOCH));
  const top = Math.max(1, ...points.map(({ waiting }) => waiting));
  const times = Array.from({ length: TIMES }, (_, index) => {
    const ms = from + ((to - from) * index) / (TIMES - 1);
    return { ms, label: index === 0 ? 'now' : timeLabel(ms, to - from) };
  });
  return {
    ...{ from, to, times },
    marks: top === 1 ? [0, 1] : [0, Math.round(top / 2), top],
    x: (ms: number) => LEFT + ((ms - from) / (to - from)) * (WIDTH - LEFT - RIGHT),
    y: (waiting: number) => BOTTOM - (waiting / top) * (BOTTOM - TOP),
  };
}

/** A day is named where the picture is longer than one. */
function timeLabel(ms: number, spanMs: number): string {
  const at = toDate(EPOCH);
  at.setTime(ms);
  const text = at.toISOString();
  if (spanMs > DAY_MS) return formatInstant(text);
  return spanMs < 5 * 60_000 ? (formatInstant(text, true).split(', ')[1] ?? '') : formatTime(text);
}

function msOf(at: string): number {
  return toDate(at).getTime();
}

const WIDTH = 720;
const HEIGHT = 200;
const LEFT = 56;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 170;
const TIMES = 5;
/** Of a small letter, about. */
const LETTER = 6.5;
const DAY_MS = 86_400_000;
const EPOCH = '1970-01-01T00:00:00.000Z';
