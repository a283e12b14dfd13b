/**
 * Tells a payment status report from other bank files by its first bytes: banks put statements and
 * reports into one folder, under names that say nothing.
 */

export type ToldFile = {
  readonly isStatusReport: boolean;
  /** The file from its first byte on; to be read instead of what was given. */
  readonly source: AsyncIterable<Uint8Array>;
  /** Lets go of the file; to be called whatever was read of it. */
  readonly close: () => Promise<void>;
};

export async function tellStatusReport(source: AsyncIterable<Uint8Array>): Promise<ToldFile> {
  const chunks = source[Symbol.asyncIterator]();
  const start: Uint8Array[] = [];
  let length = 0;
  while (length < TELLING_BYTES) {
    const step = await chunks.next();
    if (step.done) break;
    start.push(step.value);
    length += step.value.length;
  }
  const text = Buffer.concat(start).toString('latin1');
  return {
    isStatusReport: REPORT.test(text),
    source: startingWith(start, chunks),
    close: async () => void (await chunks.return?.()),
  };
}

async function* startingWith(
  start: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* start;
    for (let step = await rest.next(); !step.done; step = await rest.next()) yield step.value;
  } finally {
    await rest.return?.();
  }
}

/** The message's element, with or without a prefix; business headers name it in their text. */
const REPORT = /<(?:[\w.-]+:)?CstmrPmtStsRpt[\s>/]/;

/** A business header with a signature takes a few thousand bytes before the message begins. */
const TELLING_BYTES = 16_384;
