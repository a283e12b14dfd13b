import { Progress as Bar } from '@mantine/core';
import { formatCount } from '../lib/format.ts';
import css from './progress.module.css';

export type ProgressProps = {
  readonly label: string;
  readonly done: number;
  readonly total: number;
};

/** How much of a known whole is done, as a bar and in figures. */
export function Progress({ label, done, total }: ProgressProps) {
  const percent = total === 0 ? 100 : Math.min(100, (done / total) * 100);
  return (
    <div className={css['progress']}>
      <div className={css['words']}>
        <span>{label}</span>
        <span>
          {formatCount(done)} of {formatCount(total)}
        </span>
      </div>
      <Bar value={percent} size="sm" aria-label={label} />
    </div>
  );
}
