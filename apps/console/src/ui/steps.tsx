/** How far something is, as a line of steps: what is behind it, where it stands, what is ahead. */

import { State, type StateName } from './state.tsx';
import css from './steps.module.css';

export type Step = {
  readonly name: string;
  /** Absent: it is still ahead. */
  readonly state?: StateName | undefined;
  /** When, or why. */
  readonly note?: React.ReactNode;
};

export type StepsProps = {
  /** What it is about, for screen readers. */
  readonly label: string;
  readonly steps: readonly Step[];
};

export function Steps({ label, steps }: StepsProps) {
  return (
    <ol className={css['steps']} aria-label={label}>
      {steps.map(({ name, state, note }) => (
        <li key={name} className={css['step']} data-ahead={state === undefined || undefined}>
          {state === undefined ? <span>{name}, not yet</span> : <State state={state}>{name}</State>}
          {note !== undefined && <span className={css['note']}>{note}</span>}
        </li>
      ))}
    </ol>
  );
}
