/**
 * Pages by cursor (AIP-158): `page_size`, an opaque `page_token`, and `next_page_token`, whose
 * absence is the only sign of the end. A token belongs to the filters it was given for and carries
 * no authorisation.
 */

import Type, { type Static, type TProperties, type TSchema } from 'typebox';

/** A screen shows fifty rows; five hundred keep a page below a megabyte. */
export const PAGE_SIZE_DEFAULT = 50;
export const PAGE_SIZE_MAX = 500;

/** A cursor holds two keys and a fingerprint; anything longer is not one of ours. */
export const PAGE_TOKEN_CHARACTERS_MAX = 1_024;

export const pageQuery = {
  page_size: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: `Rows of a page: ${PAGE_SIZE_DEFAULT} unless said, at most ${PAGE_SIZE_MAX}.`,
      examples: [PAGE_SIZE_DEFAULT],
    }),
  ),
  page_token: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: PAGE_TOKEN_CHARACTERS_MAX,
      description: 'The `next_page_token` of the page before, with the same filters.',
    }),
  ),
};

/** The query of a list: its filters and the paging. Unknown parameters are refused. */
export function listQuery<Filters extends TProperties>(filters: Filters) {
  return Type.Object({ ...filters, ...pageQuery }, { additionalProperties: false });
}

export function pageOf<Item extends TSchema>(item: Item) {
  return Type.Object(
    {
      items: Type.Array(item, { maxItems: PAGE_SIZE_MAX }),
      /** Absent on the last page. */
      next_page_token: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  );
}

/** What a service returns for one page: `next` is its own position, which the gateway seals. */
export type Page<Item> = { readonly items: readonly Item[]; readonly next?: string };

/** What a service is asked for: `after` is the `next` it gave with the page before. */
export type PageRequest = { readonly size: number; readonly after?: string };

export type PageQuery = Static<ReturnType<typeof listQuery<Record<never, never>>>>;
