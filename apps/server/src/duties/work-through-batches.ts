/** Work through decisions about many exceptions; at once while there are any. */

import type { ExceptionsOptions } from '../services/exceptions/exceptions-service.ts';
import { workOnBatches } from '../services/exception-batches/work-on-batches.ts';
import type { Duty } from './start-duties.ts';

export function workThroughBatches(options: ExceptionsOptions): Duty {
  return async () => ((await workOnBatches(options)) > 0 ? 0 : REST_MS);
}

/** How late a batch may begin. */
const REST_MS = 500;
