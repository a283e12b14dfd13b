/** What a bench hands over: the same for the terminal, for RESULTS.md and for its chart. */

export type Report = {
  /** What was done, at which sizes, beside whom: one paragraph. */
  readonly told: string;
  /** The first row is the head. */
  readonly table: readonly (readonly string[])[];
  readonly chart: Chart;
  /** What the figures do not say: what a peer leaves out, where ours is weak. */
  readonly remarks: readonly string[];
};

export type Chart = {
  readonly title: string;
  /** Of the figures: `a second`, `ms`. */
  readonly unit: string;
  readonly bars: readonly Bar[];
};

export type Bar = {
  readonly label: string;
  readonly value: number;
  readonly isOurs: boolean;
};

/** Three digits that count, with thousands apart: what a shared machine can tell. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** A size that somebody chose: as it is. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}
