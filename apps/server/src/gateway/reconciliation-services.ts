/** What the console's workspace of reconciliation asks. */

import type {
  getReconciliation,
  listReconciliationItems,
  listReconciliationLines,
  Page,
  PageRequest,
  Reconciliation,
  ReconciliationItem,
  ReconciliationLine,
} from '@kontor/contracts';
import type { Static } from 'typebox';
import type { Call, FiltersOf } from './services.ts';

export type ReconciliationConsole = {
  /** Both sides with their own `next`, which the gateway seals for the lists of each side. */
  read(call: Call, query: Static<(typeof getReconciliation)['query']>): Promise<ReconciliationRead>;
  listLines(
    call: Call,
    filters: FiltersOf<typeof listReconciliationLines>,
    page: PageRequest,
  ): Promise<Page<ReconciliationLine>>;
  listItems(
    call: Call,
    filters: FiltersOf<typeof listReconciliationItems>,
    page: PageRequest,
  ): Promise<Page<ReconciliationItem>>;
};

export type ReconciliationRead = Omit<Reconciliation, 'bankLines' | 'openItems'> & {
  readonly bankLines?: Page<ReconciliationLine>;
  readonly openItems: Page<ReconciliationItem>;
};
