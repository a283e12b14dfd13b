/**
 * The workspace of reconciliation. The page tokens of its two sides are those of the lists of each
 * side, so that a screen goes on there with the filters it has.
 */

import {
  getReconciliation,
  listReconciliationItems,
  listReconciliationLines,
  type Endpoint,
  type Page,
} from '@kontor/contracts';
import { present } from '@kontor/kernel';
import { reply } from '../../answer.ts';
import { pagingOf } from '../../paging.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getReconciliationRoute = route(
  getReconciliation,
  async ({ call, query, cursorKey }, { console }: Pick<Services, 'console'>) => {
    const read = await console.reconciliation.read(call, query);
    const { bankLines, openItems, ...rest } = read;
    return reply(200, {
      ...rest,
      ...(bankLines && { bankLines: sealed(listReconciliationLines, query, bankLines, cursorKey) }),
      openItems: sealed(listReconciliationItems, query, openItems, cursorKey),
    });
  },
);

/** As the list itself would answer its first page, for the filters that it knows. */
function sealed<Item>(
  { operationId, path, query: schema }: Endpoint,
  query: Readonly<Record<string, unknown>>,
  page: Page<Item>,
  cursorKey: Uint8Array,
) {
  const known = Object.keys(schema?.properties ?? {});
  const filters = Object.fromEntries(
    Object.entries(query).filter(([name]) => known.includes(name)),
  );
  const paging = pagingOf({ operationId, path, query: filters, cursorKey });
  return present(paging, 'without a page token there is nothing to refuse').answer(page).body;
}
