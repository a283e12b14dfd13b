import { secretsOf } from '@kontor/connector-sdk';
import type { TObject } from 'typebox';

/** The same settings with every secret replaced by a wrong one; undefined when there is none. */
export function withWrongSecrets(
  schema: TObject,
  config: unknown,
): Readonly<Record<string, unknown>> | undefined {
  const secrets = new Set(secretsOf(schema, config));
  if (secrets.size === 0) return undefined;
  return JSON.parse(JSON.stringify(config), (_, value: unknown) =>
    typeof value === 'string' && secrets.has(value) ? `wrong-${value}` : value,
  ) as Readonly<Record<string, unknown>>;
}
