/**
 * One page of a list: what the service is asked for, and how its answer is sealed for the caller.
 */

import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX, type Page, type PageRequest } from '@kontor/contracts';
import { openCursor, scopeOf, sealCursor } from './request/cursor.ts';

export type Paging = {
  readonly page: PageRequest;
  readonly answer: <Item>(page: Page<Item>) => PageAnswer<Item>;
};

type PageAnswer<Item> = {
  readonly status: 200;
  readonly body: { items: Item[]; next_page_token?: string };
  readonly headers?: { readonly link: string };
};

type Options = {
  readonly operationId: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly cursorKey: Uint8Array;
};

/** Undefined when the page token is not one that was given for these filters. */
export function pagingOf({ operationId, path, query, cursorKey }: Options): Paging | undefined {
  const { page_size, page_token: token, ...filters } = query;
  const size = typeof page_size === 'number' ? page_size : undefined;
  const scope = { key: cursorKey, scope: scopeOf(`${operationId} ${path}`, filters) };
  const after = typeof token === 'string' ? openCursor(scope, token) : undefined;
  if (typeof token === 'string' && after === undefined) return undefined;
  return {
    page: {
      size: Math.min(size ?? PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX),
      ...(after !== undefined && { after }),
    },
    answer(page) {
      const items = [...page.items];
      if (page.next === undefined) return { status: 200, body: { items } };
      const next = sealCursor(scope, page.next);
      const link = `<${path}?${linkQuery(filters, size, next)}>; rel="next"`;
      return { status: 200, body: { items, next_page_token: next }, headers: { link } };
    },
  };
}

function linkQuery(
  filters: Readonly<Record<string, unknown>>,
  size: number | undefined,
  token: string,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) query.set(name, String(value));
  if (size !== undefined) query.set('page_size', String(size));
  query.set('page_token', token);
  return query.toString();
}
