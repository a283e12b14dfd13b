/**
 * What every contestant of `lanes` is asked and answers. Row `i` belongs to key `i % keys` and is
 * the `floor(i / keys)`th of it, so rows of one key never stand close to each other, which suits
 * those best that look at many rows to find a free key.
 */

export type LanesAsked = {
  readonly databaseUrl: string;
  readonly waiting: number;
  readonly keys: number;
  /** Of each half: whoever takes longer is measured on what it managed. */
  readonly secondsMax: number;
  /** The first row of every tenth key fails the first time that it is handled. */
  readonly failsOnce?: boolean;
};

export type LanesTold = {
  readonly enqueued: number;
  readonly enqueueSeconds: number;
  readonly drained: number;
  readonly drainSeconds: number;
  /** Handled before one that was enqueued earlier under the same key. */
  readonly overtaken: number;
  /** Handled more than once. */
  readonly repeated: number;
};

/** Rows of one call, two calls at a time: with so many keys no key is in both. */
export const BATCH = 500;
export const BATCHES_AT_ONCE = 2;
export const KEYS_MIN = BATCH * BATCHES_AT_ONCE;

/** What is handled next of each key, and what came at the wrong time. */
export function orderBook({ keys, failsOnce = false }: Pick<LanesAsked, 'keys' | 'failsOnce'>) {
  const expected = new Uint32Array(keys);
  const failed = new Set<number>();
  const book = { handled: 0, overtaken: 0, repeated: 0 };
  return {
    book,
    /** False: it fails, and is to be tried again. */
    handle(row: number): boolean {
      if (failsOnce && row < keys && row % FAILING_KEYS === 0 && !failed.has(row)) {
        failed.add(row);
        return false;
      }
      const [key, place] = [row % keys, Math.floor(row / keys)];
      const due = expected[key] ?? 0;
      book.handled += 1;
      if (place > due) book.overtaken += 1;
      if (place < due) book.repeated += 1;
      if (place >= due) expected[key] = place + 1;
      return true;
    },
  };
}

/** Hands rows to `write` in batches until all are written or the time is over. */
export async function enqueueAll(
  { waiting, secondsMax }: LanesAsked,
  write: (rows: readonly number[]) => Promise<unknown>,
): Promise<Pick<LanesTold, 'enqueued' | 'enqueueSeconds'>> {
  const startedMs = performance.now();
  const seconds = () => (performance.now() - startedMs) / 1_000;
  let enqueued = 0;
  while (enqueued < waiting && seconds() < secondsMax) {
    const batches = Array.from({ length: BATCHES_AT_ONCE }, () => {
      const from = enqueued;
      const count = Math.min(BATCH, waiting - from);
      enqueued += count;
      return Array.from({ length: count }, (_, index) => from + index);
    });
    await Promise.all(batches.filter(({ length }) => length > 0).map(write));
  }
  return { enqueued, enqueueSeconds: seconds() };
}

/** Waits until so many were handled or the time is over. */
export async function drainAll(
  handled: () => number,
  enqueued: number,
  secondsMax: number,
): Promise<Pick<LanesTold, 'drained' | 'drainSeconds'>> {
  const startedMs = performance.now();
  const seconds = () => (performance.now() - startedMs) / 1_000;
  while (handled() < enqueued && seconds() < secondsMax) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return { drained: handled(), drainSeconds: seconds() };
}

const LOOK_MS = 10;
const FAILING_KEYS = 10;
