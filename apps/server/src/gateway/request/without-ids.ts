/**
 * A schema without `$id`s. They name the components of the OpenAPI document; to a validator they
 * would be addresses, and the same noun embedded twice would be a clash.
 */

import type { TSchema } from 'typebox';

export function withoutIds(schema: TSchema): TSchema {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => (key === '$id' ? undefined : value)),
  ) as TSchema;
}
