/**
 * Search anything: each kind of thing is looked for beside the others, through its own index, and
 * only where the caller may read it.
 */

import type { Permission, SearchResults } from '@kontor/contracts';
import type pg from 'pg';
import type { ConsoleSearch } from '../../../gateway/console-services.ts';
import type { Call } from '../../../gateway/services.ts';
import { legalEntitiesOf } from '../../wire/legal-entities-of.ts';
import type { Wording } from '../transactions/rows/to-row.ts';
import { findBankEntries } from './find-bank-entries.ts';
import { findBankFiles } from './find-bank-files.ts';
import { findCustomers } from './find-customers.ts';
import { findExceptions } from './find-exceptions.ts';
import { findTransactions, findTransactionsByAmount } from './find-transactions.ts';
import { groupOf, type Group } from './group-of.ts';
import { readAmount } from './read-amount.ts';

export type SearchOptions = Wording & { readonly pool: pg.Pool };

export function searchService(options: SearchOptions): ConsoleSearch {
  return { find: (call, text) => search(options, call, text.trim()) };
}

async function search(options: SearchOptions, call: Call, text: string): Promise<SearchResults> {
  const { pool: db } = options;
  if (text.length < CHARACTERS_MIN) return { groups: [] };
  const entities = legalEntitiesOf(call);
  const asked = { text, entities };
  const may = (permission: Permission) => call.actor.permissions.has(permission);
  const amount = readAmount(text);
  const [transactions, priced, customers, entries, files] = await Promise.all([
    findTransactions(options, asked),
    amount ? findTransactionsByAmount(options, entities, amount) : [],
    findCustomers(db, asked),
    may('bank:read') ? findBankEntries(db, asked, amount) : [],
    may('bank:read') ? findBankFiles(db, asked) : [],
  ]);
  const known = transactions.flatMap(({ transaction }) => transaction ?? []);
  const exceptions = may('exceptions:read') ? await findExceptions(options, asked, known) : [];
  const groups: Group[] = [
    groupOf('Transactions', transactions),
    groupOf('With this amount', priced),
    groupOf('Customers', customers),
    groupOf('Exceptions', exceptions),
    groupOf('Bank lines', entries),
    groupOf('Bank files', files),
  ];
  return { groups: groups.filter(({ hits }) => hits.length > 0) };
}

/** One character finds everything and means nothing. */
const CHARACTERS_MIN = 2;
