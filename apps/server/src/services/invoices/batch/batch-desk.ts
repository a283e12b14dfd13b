/** What working on batches needs. */

import type { EngineStore } from '@kontor/engine';
import type { OnRepeat } from '../../governance/prevented-in.ts';
import type { Slots } from '../../slots.ts';
import type { InvoiceDesk } from '../start-invoice.ts';

export type BatchDesk = InvoiceDesk & {
  readonly store: Pick<EngineStore, 'acceptTransactions' | 'acceptTogether'>;
  /** Resolves when nobody waits for an accept of their own, and soon in any case. */
  readonly giveWay: () => Promise<void>;
  /** Deliveries were written to these connections. */
  readonly wake: (connections: Iterable<string>) => void;
  readonly onRepeat: OnRepeat;
  readonly slots: Slots;
};

/**
 * Invoices of one commit. A thousand are not cheaper, each, and whoever accepts for one of the same
 * customers waits for the whole of it: with a hundred a few tens of milliseconds.
 */
export const GROUP_MAX = 100;
