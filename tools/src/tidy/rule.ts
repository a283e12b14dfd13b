import type { Repository } from './repository.ts';

/** One house rule. Its message says what to do instead, not only what is wrong. */
export type Rule = {
  readonly name: string;
  check(repository: Repository): Iterable<Finding>;
};

export type Finding = {
  readonly path: string;
  /** Counted from one; 1 when the whole file is meant. */
  readonly line: number;
  readonly message: string;
  /** A warning is printed and lets the check pass. */
  readonly isWarning?: true;
};
