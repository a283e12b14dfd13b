/**
 * One page of an entity set, in the order of a key, beginning after a key.
 *
 * `$skip` counts from the start of a list that changes meanwhile, and so skips or repeats entries;
 * "greater than the last key" does not. A page may be shorter than asked for: `__next` says that
 * there is more, and its own address is not followed because it counts, too.
 */

import {
  basicAuthorization,
  fromCommonReply,
  type ConnectorContext,
  type ReadOutcome,
} from '@kontor/connector-sdk';
import type { SapS4hanaConfig } from '../config.ts';
import { odataPath, odataText } from './odata-path.ts';
import { readJson } from './read-json.ts';

export type EntityPage<Entity> = {
  readonly entitySet: string;
  /** The property that orders the pages. It is unique and is among the selected ones. */
  readonly key: keyof Entity & string;
  readonly after: string | undefined;
  readonly filter?: string;
  readonly select: string;
  readonly expand?: string;
  readonly pageSize: number;
  readonly shape: { Check(value: unknown): value is ODataList<Entity> };
};

export type ODataList<Entity> = {
  readonly d: { readonly results: readonly Entity[]; readonly __next?: string };
};

export async function readPage<Entity>(
  page: EntityPage<Entity>,
  { config, http, clock }: ConnectorContext<SapS4hanaConfig>,
): Promise<ReadOutcome<Entity>> {
  const { key, after = '', filter, expand, pageSize } = page;
  const beyond = `${key} gt ${odataText(after)}`;
  const reply = await http({
    method: 'GET',
    path: odataPath(page.entitySet, {
      $filter: filter === undefined ? beyond : `${filter} and ${beyond}`,
      $select: page.select,
      ...(expand !== undefined && { $expand: expand }),
      $orderby: key,
      $top: String(pageSize),
    }),
    headers: { authorization: basicAuthorization(config), accept: 'application/json' },
  });
  const common = fromCommonReply(reply, clock);
  if (common !== undefined) return { kind: 'failed', detail: common.detail, retryable: true };
  if (reply.kind === 'silence' || reply.status !== 200) {
    const status = reply.kind === 'reply' ? reply.status : 0;
    return { kind: 'failed', detail: `SAP answered ${status}.`, retryable: status >= 500 };
  }
  const list = readJson(page.shape, reply);
  if (list === undefined) {
    return { kind: 'failed', detail: `SAP's list is not understood.`, retryable: false };
  }
  const items = list.d.results;
  const last = items.at(-1)?.[key];
  const isMore = list.d.__next !== undefined || items.length === pageSize;
  return { kind: 'page', items, ...(isMore && typeof last === 'string' && { next: last }) };
}
