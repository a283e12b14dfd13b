/**
 * Checks a value against a contract's schema. Nothing is coerced, dropped or filled in: `"3"` is
 * not 3, `null` is not 0, and a misspelt field is an error rather than a default.
 *
 * The first violation is enough to refuse, so the ordinary check stops there; only then a second
 * check collects them all for the caller. That one is compiled when it is first needed.
 */

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Defect } from '@kontor/kernel';
import type { TSchema } from 'typebox';
import { describeViolation } from './describe-violation.ts';
import { withoutIds } from './without-ids.ts';

/** No defects when the value has the shape. */
export type SchemaCheck = (value: unknown) => readonly Defect[];

export function schemaCheck(schema: TSchema): SchemaCheck {
  const known = compiled.get(schema);
  if (known) return known;
  const check = compile(schema);
  compiled.set(schema, check);
  return check;
}

function compile(schema: TSchema): SchemaCheck {
  const plain = withoutIds(schema);
  const first = quick.compile(plain);
  let all: ValidateFunction | undefined;
  return (value) => {
    if (first(value)) return NO_DEFECTS;
    all ??= thorough.compile(plain);
    all(value);
    return (all.errors ?? []).slice(0, DEFECTS_MAX).flatMap(describeViolation);
  };
}

const STRICT = {
  strict: true,
  // An enum of texts needs no `type` beside it.
  strictTypes: false,
  coerceTypes: false,
  removeAdditional: false,
  useDefaults: false,
} as const;

const quick = new Ajv2020(STRICT);
const thorough = new Ajv2020({ ...STRICT, allErrors: true, verbose: true });
/** Compiling takes milliseconds, and many replies share their schemas. */
const compiled = new WeakMap<TSchema, SchemaCheck>();
const NO_DEFECTS: readonly Defect[] = [];

/** More than anybody mends in one go. */
const DEFECTS_MAX = 100;
