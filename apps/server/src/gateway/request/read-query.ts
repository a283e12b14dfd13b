/**
 * Reads a query string as its contract types it. A query is text, so this is where `page_size=50`
 * becomes a number: by the grammar of the type, never by guessing. A parameter given twice is an
 * error, because two readers would take two different ones.
 */

import type { Defect } from '@kontor/kernel';
import type { TObject } from 'typebox';

export type RawQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

export function readQuery(
  schema: TObject,
  raw: RawQuery,
): { readonly query: Record<string, unknown>; readonly defects: readonly Defect[] } {
  const query: Record<string, unknown> = {};
  const defects: Defect[] = [];
  for (const [name, value] of Object.entries(raw)) {
    if (typeof value !== 'string') {
      const detail = 'Give the parameter once.';
      defects.push({ code: 'repeated', at: `/${name}`, detail });
      continue;
    }
    query[name] = readParameter(schema.properties[name], value);
  }
  return { query, defects };
}

type ParameterSchema = { readonly type?: string };

/** Text that is not of the type stays text, which the schema then refuses. */
function readParameter(schema: ParameterSchema | undefined, value: string): unknown {
  switch (schema?.type) {
    case 'integer':
      return INTEGER.test(value) ? Number.parseInt(value, 10) : value;
    case 'boolean':
      return value === 'true' || (value === 'false' ? false : value);
    case 'array':
      return value.split(',');
    default:
      return value;
  }
}

const INTEGER = /^(?:0|[1-9]\d{0,8})$/;
