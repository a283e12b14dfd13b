/** The example of a contract's answer, to keep and to change. */

import type { Static, TSchema } from 'typebox';
import type { Absent, Found } from '../services.ts';

export function exampleOf<Body extends TSchema>(contract: {
  readonly replies: { readonly 200: { readonly body: Body; readonly example: unknown } };
}): Static<Body> {
  return structuredClone(contract.replies[200].example) as Static<Body>;
}

export function foundOrAbsent<Value>(value: Value | undefined): Found<Value> | Absent {
  return value === undefined ? { kind: 'absent' } : { kind: 'found', value };
}
