/** Every item of a list, page after page. */

import type { Endpoint } from '@kontor/contracts';
import { assert } from '@kontor/kernel';
import type { Static, TSchema } from 'typebox';
import type { ApiClient } from './open-api-client.ts';
import { patiently } from './patiently.ts';
import type { ApiRequest } from './to-request.ts';

export type ItemOf<E extends Endpoint> = E['replies'] extends {
  readonly 200: { readonly body: infer Body extends TSchema };
}
  ? Static<Body> extends { readonly items: readonly (infer Item)[] }
    ? Item
    : never
  : never;

export async function listAll<E extends Endpoint>(
  api: ApiClient,
  endpoint: E,
  query: Readonly<Record<string, unknown>> = {},
): Promise<readonly ItemOf<E>[]> {
  const items: ItemOf<E>[] = [];
  let token: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const asked = {
      page_size: PAGE_SIZE,
      ...query,
      ...(token !== undefined && { page_token: token }),
    };
    const request = { query: asked } as unknown as ApiRequest<E>;
    const reply = await patiently(() => api.call(endpoint, request));
    assert(reply.kind === 'answered', `${endpoint.operationId} answers a list`);
    const body = reply.body as unknown as Page<ItemOf<E>>;
    items.push(...body.items);
    token = body.next_page_token;
    if (token === undefined) return items;
  }
  assert(false, `${endpoint.operationId} has an end`);
}

type Page<Item> = { readonly items: readonly Item[]; readonly next_page_token?: string };

/** The largest that the API gives. */
const PAGE_SIZE = 500;

/** Half a million rows: far more than a day makes. */
const PAGES_MAX = 1_000;
