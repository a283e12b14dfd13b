/** What the console's screens ask, answered with the examples of their contracts. */

import {
  getConsoleException,
  getConsoleConnection,
  getConsoleDrain,
  getConsoleProcess,
  getConsoleTransaction,
  getConsoleViewer,
  getOverview,
  listConsoleConnections,
  getConsoleReports,
  getConsoleRetention,
  listPreventedDuplicates,
  getConsoleStatement,
  getConsoleStatements,
  listConsoleApprovals,
  listConsoleExceptions,
  listConsoleProcesses,
  listConsoleTransactions,
  searchConsole,
  listReconciliationItems,
  listReconciliationLines,
  getReconciliation,
} from '@kontor/contracts';
import type { Services } from '../services.ts';
import type { ConsoleNews } from '../console-services.ts';
import { exampleOf, foundOrAbsent } from './example-of.ts';

export const MEMORY_CONSOLE: Services['console'] = {
  overview: { read: async () => exampleOf(getOverview), prepare: async () => undefined },
  changes: { watch: () => someNews() },
  viewer: { read: async () => exampleOf(getConsoleViewer) },
  connections: {
    list: async () => exampleOf(listConsoleConnections),
    find: async (_call, { name }) => {
      const known = exampleOf(getConsoleConnection);
      return foundOrAbsent(name === known.connection.name ? known : undefined);
    },
  },
  drain: {
    find: async (_call, name) => {
      const known = exampleOf(getConsoleDrain);
      return foundOrAbsent(name === known.connection.name ? known : undefined);
    },
  },
  processes: {
    list: async () => exampleOf(listConsoleProcesses),
    find: async (_call, name) => {
      const known = exampleOf(getConsoleProcess);
      return foundOrAbsent(name === known.name ? known : undefined);
    },
  },
  exceptions: {
    list: async () => {
      const { items, summary } = exampleOf(listConsoleExceptions);
      return { kind: 'found', value: { page: { items }, ...(summary && { summary }) } };
    },
    find: async () => foundOrAbsent(exampleOf(getConsoleException)),
  },
  approvals: { list: async () => exampleOf(listConsoleApprovals) },
  reports: {
    read: async () => ({ kind: 'found', value: exampleOf(getConsoleReports) }),
    duplicates: async () => ({ kind: 'found', value: exampleOf(listPreventedDuplicates) }),
  },
  retention: { read: async () => exampleOf(getConsoleRetention) },
  statements: {
    month: async () => exampleOf(getConsoleStatements),
    async find() {
      const { statement, items } = exampleOf(getConsoleStatement);
      return { kind: 'found', value: { statement, entries: { items } } };
    },
  },
  reconciliation: {
    read: async () => exampleOf(getReconciliation),
    listLines: async () => exampleOf(listReconciliationLines),
    listItems: async () => exampleOf(listReconciliationItems),
  },
  transactions: {
    async list() {
      const { items, ...first } = exampleOf(listConsoleTransactions);
      return { kind: 'found', page: { items }, ...first };
    },
    find: async (call, id) => {
      const known = exampleOf(getConsoleTransaction);
      const isSeen = id === known.row.id && call.actor.legalEntities.has(known.row.legalEntity);
      return foundOrAbsent(isSeen ? known : undefined);
    },
  },
  search: { find: async () => exampleOf(searchConsole) },
};

async function* someNews(): AsyncGenerator<ConsoleNews> {
  yield { kind: 'change', id: '1', topics: ['transactions'] };
}
