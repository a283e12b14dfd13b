/** Moments, days and durations. What is relative or grows keeps itself right while it is shown. */

import {
  formatAge,
  formatCount,
  formatDay,
  formatDuration,
  formatInstant,
  formatRelative,
  formatTime,
} from '../lib/format.ts';
import { useTicking } from '../lib/use-ticking.ts';
import css from './values.module.css';

export type InstantProps = {
  readonly at: string;
  /** `2 min ago` instead of the moment. */
  readonly relative?: boolean;
  /** The time of day alone, where the day is said elsewhere. */
  readonly timeOnly?: boolean;
  readonly withSeconds?: boolean;
};

export function Instant({ at, relative = false, timeOnly, withSeconds }: InstantProps) {
  return relative ? <Relative at={at} /> : <Moment {...{ at, timeOnly, withSeconds }} />;
}

function Relative({ at }: { readonly at: string }) {
  const text = useTicking(() => formatRelative(at));
  return <Time at={at} text={text} />;
}

type MomentProps = {
  readonly at: string;
  readonly timeOnly: boolean | undefined;
  readonly withSeconds: boolean | undefined;
};

function Moment({ at, timeOnly, withSeconds }: MomentProps) {
  return <Time at={at} text={timeOnly ? formatTime(at) : formatInstant(at, withSeconds)} />;
}

export function Age({ since }: { readonly since: string }) {
  const text = useTicking(() => formatAge(since));
  return <Time at={since} text={text} />;
}

export function Day({ day }: { readonly day: string }) {
  return (
    <time dateTime={day} className={css['moment']}>
      {formatDay(day)}
    </time>
  );
}

export function Duration({ ms }: { readonly ms: number }) {
  return <span className={css['moment']}>{formatDuration(ms)}</span>;
}

export function Count({ value }: { readonly value: number }) {
  return <span className={css['moment']}>{formatCount(value)}</span>;
}

/** The whole UTC moment is in the title: what logs and auditors use. */
function Time({ at, text }: { readonly at: string; readonly text: string }) {
  return (
    <time
      dateTime={at}
      title={`${at.replace('T', ' ').replace('Z', '')} UTC`}
      className={css['moment']}
    >
      {text}
    </time>
  );
}
