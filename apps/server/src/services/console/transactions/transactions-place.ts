/** Transactions as the console shows them: the list, and one with everything about it. */

import type pg from 'pg';
import type { ConsoleTransactionsPlace } from '../../../gateway/console-services.ts';
import { findTransaction } from '../transaction/find-transaction.ts';
import { listTransactions } from './list/list-transactions.ts';
import type { Wording } from './rows/to-row.ts';

export type TransactionsPlaceOptions = Wording & { readonly pool: pg.Pool };

export function transactionsPlace(options: TransactionsPlaceOptions): ConsoleTransactionsPlace {
  return {
    list: (call, filters, page) => listTransactions(options, call, filters, page),
    find: (call, id) => findTransaction(options, call, id),
  };
}
