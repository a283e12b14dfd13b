/**
 * A violated schema, in words that its sender can act on: where, what is wrong, what would be
 * right.
 */

import type { ErrorObject } from 'ajv';
import { distance } from 'fastest-levenshtein';
import type { Defect } from '@kontor/kernel';

/** None for those that only say that a branch failed: the branches say more. */
export function describeViolation(error: ErrorObject): readonly Defect[] {
  const { instancePath: at, keyword, params, data } = error;
  const schema = (error.parentSchema ?? {}) as SchemaPart;
  switch (keyword) {
    case 'additionalProperties':
      return [unknownField(at, String(params['additionalProperty']), schema)];
    case 'required':
      return [missingField(at, String(params['missingProperty']))];
    case 'type':
      return [wrongType(at, String(params['type']), data, schema)];
    case 'enum':
      return [{ code: 'not_one_of', at, detail: `Use one of ${list(params['allowedValues'])}.` }];
    case 'const':
      return [{ code: 'not_one_of', at, detail: `Use ${JSON.stringify(params['allowedValue'])}.` }];
    case 'pattern':
      return [{ code: 'wrong_form', at, detail: wrongForm(data, schema) }];
    case 'anyOf':
    case 'if':
      return [];
    default:
      return [outOfLimits(at, keyword, params['limit'] as number | undefined)];
  }
}

type SchemaPart = {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
};

function unknownField(at: string, field: string, { properties = {} }: SchemaPart): Defect {
  const shown = field.slice(0, SHOWN_CHARACTERS_MAX);
  const nearest = Object.keys(properties)
    .map((known) => ({ known, apart: distance(shown.toLowerCase(), known.toLowerCase()) }))
    .sort((left, right) => left.apart - right.apart)[0];
  const meant =
    nearest && nearest.apart <= Math.max(2, nearest.known.length / 3)
      ? ` Did you mean \`${nearest.known}\`?`
      : '';
  return {
    code: 'unknown_field',
    at: `${at}/${escapePointer(shown)}`,
    detail: `There is no field \`${shown}\` here.${meant}`,
  };
}

function missingField(at: string, field: string): Defect {
  const detail = `The field \`${field}\` is missing.`;
  return { code: 'missing_field', at: `${at}/${escapePointer(field)}`, detail };
}

function wrongType(at: string, wanted: string, data: unknown, schema: SchemaPart): Defect {
  if (wanted === 'string' && typeof data === 'number') {
    const detail = schema.pattern?.includes('\\d{1,18}')
      ? `Send the amount as text, "${data}": JSON numbers lose digits.`
      : `Send it as text, "${data}".`;
    return { code: 'number_instead_of_text', at, detail };
  }
  return {
    code: 'wrong_type',
    at,
    detail: `This must be ${A[wanted] ?? wanted}, not ${kind(data)}.`,
  };
}

function wrongForm(data: unknown, { description, examples }: SchemaPart): string {
  const shown = JSON.stringify(String(data).slice(0, SHOWN_CHARACTERS_MAX));
  const right = description ? ` ${description}` : '';
  const example = JSON.stringify(examples?.[0]);
  const like = example === undefined || right.includes(example) ? '' : ` For example ${example}.`;
  return `${shown} does not have the right form.${right}${like}`;
}

function outOfLimits(at: string, keyword: string, limit: number | undefined): Defect {
  const [code, words] = LIMIT_WORDS[keyword] ?? ['invalid', `It violates ${keyword}`];
  const tail = limit === undefined ? '.' : ` ${limit}.`;
  return { code, at, detail: `${words}${tail}` };
}

function kind(data: unknown): string {
  if (data === null) return 'null';
  return A[Array.isArray(data) ? 'array' : typeof data] ?? typeof data;
}

function list(values: unknown): string {
  return (values as readonly unknown[]).map((value) => JSON.stringify(value)).join(', ');
}

function escapePointer(field: string): string {
  return field.replaceAll('~', '~0').replaceAll('/', '~1');
}

const A: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'an array',
  null: 'null',
};

const LIMIT_WORDS: Readonly<Record<string, readonly [string, string]>> = {
  minLength: ['too_short', 'The least number of characters is'],
  maxLength: ['too_long', 'The greatest number of characters is'],
  minItems: ['too_few', 'The least number of items is'],
  maxItems: ['too_many', 'The greatest number of items is'],
  minimum: ['too_small', 'The least value is'],
  maximum: ['too_large', 'The greatest value is'],
  uniqueItems: ['repeated', 'No item may be there twice'],
};

/** What a caller wrote is shown back only so far as it helps to find it. */
const SHOWN_CHARACTERS_MAX = 60;
