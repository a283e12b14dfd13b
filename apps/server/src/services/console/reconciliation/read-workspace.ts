/**
 * The workspace in one answer: both panes, what is selected, what the rules suggest for it as of
 * now, and the figures above. Only reads; each part is a statement of its own, and they run side by
 * side.
 */

import { PAGE_SIZE_DEFAULT, type getReconciliation } from '@kontor/contracts';
import { bankingDayOf, plusDays } from '@kontor/kernel';
import type { Static } from 'typebox';
import type { ReconciliationRead } from '../../../gateway/reconciliation-services.ts';
import type { Call } from '../../../gateway/services.ts';
import { listBankLines } from './list-bank-lines.ts';
import { listItems } from './list-items.ts';
import { readAccounts } from './read-accounts.ts';
import { readSelected } from './read-selected.ts';
import { readTotals } from './read-totals.ts';
import { readTouchless } from './read-touchless.ts';
import type { ReconciliationOptions } from './reconciliation-console.ts';

type Query = Static<(typeof getReconciliation)['query']>;

export async function readWorkspace(
  options: ReconciliationOptions,
  call: Call,
  query: Query,
): Promise<ReconciliationRead> {
  const { pool, clock } = options;
  const today = bankingDayOf(clock.now());
  const readsBank = call.actor.permissions.has('bank:read');
  const scope = entitiesOf(call, query);
  const period = { from: query.from ?? plusDays(today, -DAYS_SHOWN), to: query.to ?? today };
  const [bankLines, openItems, selected, totals, touchless, accounts] = await Promise.all([
    readsBank ? listBankLines(pool, call, query, FIRST_PAGE) : undefined,
    listItems({ db: pool, clock }, call, query, FIRST_PAGE),
    readSelected(options, call, query),
    readTotals(pool, { legalEntities: scope, today, readsBank }),
    readsBank ? readTouchless(pool, scope, period) : undefined,
    readsBank ? readAccounts(pool, scope) : [],
  ]);
  return {
    ...(bankLines && { bankLines }),
    openItems,
    selected,
    totals,
    ...(touchless && { touchless }),
    accounts,
  };
}

function entitiesOf({ actor }: Call, { legalEntity }: Query): readonly string[] {
  return [...actor.legalEntities].filter(
    (code) => legalEntity === undefined || code === legalEntity,
  );
}

const FIRST_PAGE = { size: PAGE_SIZE_DEFAULT };
/** A month says how the rules are doing, without the mood of one day. */
const DAYS_SHOWN = 30;
