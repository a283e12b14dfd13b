import Type, { type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/** An entity set as OData 2.0 writes it in JSON; `__next` says that there is more of it. */
export function listOf<Entity extends TSchema>(entity: Entity) {
  const list = { results: Type.Array(entity), __next: Type.Optional(Type.String()) };
  return Compile(Type.Object({ d: Type.Object(list) }));
}
