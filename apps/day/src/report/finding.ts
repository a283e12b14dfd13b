/** What looking for one kind of fault found. */

export type Finding = {
  /** The invariant, in words: what holds when nothing is found. */
  readonly name: string;
  readonly holds: boolean;
  /** What was compared, in figures. */
  readonly figures: string;
  /** The first few faults. */
  readonly faults: readonly string[];
};

export function finding(name: string, figures: string, faults: readonly string[]): Finding {
  const shown = faults.slice(0, FAULTS_SHOWN);
  const more = faults.length - shown.length;
  return {
    name,
    holds: faults.length === 0,
    figures,
    faults: more > 0 ? [...shown, `and ${more} more`] : shown,
  };
}

const FAULTS_SHOWN = 5;
