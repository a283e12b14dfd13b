/**
 * The question that the watching thread asks by the debugger's protocol, in the middle of whatever
 * runs in the main thread, and its answer.
 */

import type { Runtime } from 'node:inspector';

/** What runs in the main thread, as it tells itself. */
export type Running = { readonly deliveryId: string | undefined; readonly stack: string };

/** The name under which the main thread tells what runs. */
export const WHAT_RUNS = 'kontor.what-runs';

export const ASK_WHAT_RUNS: Runtime.EvaluateParameterType = {
  expression: `JSON.stringify(process[Symbol.for('${WHAT_RUNS}')]())`,
  returnByValue: true,
};

/** Without the sentence, our own question, and the evaluation that asked it. */
export function framesOf({ stack }: Running): readonly string[] {
  const frames = stack.split('\n').slice(1);
  const asked = frames.findIndex((frame) => frame.includes('<anonymous>:1:'));
  return frames.slice(asked + 1).map((frame) => frame.trim());
}
