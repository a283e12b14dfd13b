/**
 * What the console's screens ask: one function for each screen, shaped for it. The rules of
 * `services.ts` hold here too; what a person lacks the permission for is not in the answer.
 */

import type {
  ConnectionDetail,
  getConsoleConnection,
  listConsoleConnections,
  Overview,
  ConsoleChange,
  ConsoleProcessDetail,
  ExceptionLine,
  ExceptionPane,
  ExceptionSummary,
  listConsoleApprovals,
  listConsoleExceptions,
  ConsoleViewer,
  ConsoleReports,
  ConsoleStatement,
  ConsoleStatementEntry,
  ConsoleStatements,
  getConsoleReports as reportsContract,
  listPreventedDuplicates as preventedContract,
  PreventedDuplicate,
  getConsoleStatement as statementContract,
  getConsoleStatements as statementsContract,
  ConsoleTransaction,
  ConsoleTransactionRow,
  ConsoleTransactions,
  listConsoleProcesses as processesContract,
  listConsoleTransactions,
  Page,
  PageRequest,
  ReplyBody,
  SearchResults,
} from '@kontor/contracts';
import type { ConsoleDrain } from './drain-services.ts';
import type { ConsoleRetentionPlace } from './records-services.ts';
import type { ReconciliationConsole } from './reconciliation-services.ts';
import type { BankStatementId, ExceptionId, TransactionId } from '@kontor/kernel';
import type { Absent, Call, FiltersOf, Found, Unacceptable } from './services.ts';

export type ConsoleServices = {
  readonly changes: ConsoleChanges;
  readonly viewer: ConsoleViewers;
  readonly overview: ConsoleOverview;
  readonly connections: ConsoleConnections;
  readonly drain: ConsoleDrain;
  readonly processes: ConsoleProcesses;
  readonly transactions: ConsoleTransactionsPlace;
  readonly search: ConsoleSearch;
  readonly exceptions: ConsoleExceptions;
  readonly approvals: ConsoleApprovals;
  readonly statements: ConsoleStatementsPlace;
  readonly reconciliation: ReconciliationConsole;
  readonly reports: ConsoleReportsPlace;
  readonly retention: ConsoleRetentionPlace;
};

export type ConsoleChanges = {
  /**
   * Ends with the signal. What changed since `after` comes first; an unknown `after` is everything.
   * Undefined when this person listens too often already.
   */
  watch(
    call: Call,
    options: { readonly after: string | undefined; readonly signal: AbortSignal },
  ): AsyncIterable<ConsoleNews> | undefined;
};

export type ConsoleNews =
  | (ConsoleChange & { readonly kind: 'change'; readonly id: string })
  | { readonly kind: 'still-here' };

export type ConsoleViewers = {
  read(call: Call): Promise<ConsoleViewer>;
};

export type ConsoleOverview = {
  read(call: Call): Promise<Overview>;
  /** Reads what the first look of a day needs, so that nobody waits for it. */
  prepare(): Promise<void>;
};

export type ConsoleConnections = {
  list(call: Call): Promise<ReplyBody<typeof listConsoleConnections, 200>>;
  find(
    call: Call,
    request: { readonly name: string } & FiltersOf<typeof getConsoleConnection>,
  ): Promise<Found<ConnectionDetail> | Absent>;
};

export type ConsoleProcesses = {
  list(call: Call): Promise<ReplyBody<typeof processesContract, 200>>;
  find(call: Call, name: string): Promise<Found<ConsoleProcessDetail> | Absent>;
};

export type ConsoleTransactionsPlace = {
  list(
    call: Call,
    filters: FiltersOf<typeof listConsoleTransactions>,
    page: PageRequest,
  ): Promise<TransactionsFound>;
  /** With what the caller's permissions show. That they looked is recorded once an hour. */
  find(call: Call, id: TransactionId): Promise<Found<ConsoleTransaction> | Absent>;
};

export type TransactionsFound =
  | {
      readonly kind: 'found';
      readonly page: Page<ConsoleTransactionRow>;
      readonly total?: NonNullable<ConsoleTransactions['total']>;
      readonly choices?: NonNullable<ConsoleTransactions['choices']>;
    }
  | Unacceptable;

export type ConsoleSearch = {
  find(call: Call, text: string): Promise<SearchResults>;
};

export type ConsoleExceptions = {
  /** The summary comes with the first page. */
  list(
    call: Call,
    filters: FiltersOf<typeof listConsoleExceptions>,
    page: PageRequest,
  ): Promise<
    | Found<{ readonly page: Page<ExceptionLine>; readonly summary?: ExceptionSummary }>
    | Unacceptable
  >;
  find(call: Call, id: ExceptionId): Promise<Found<ExceptionPane> | Absent>;
};

export type ConsoleStatementsPlace = {
  month(call: Call, query: FiltersOf<typeof statementsContract>): Promise<ConsoleStatements>;
  find(
    call: Call,
    filters: FiltersOf<typeof statementContract> & { readonly id: BankStatementId },
    page: PageRequest,
  ): Promise<
    | Found<{
        readonly statement: ConsoleStatement;
        readonly entries: Page<ConsoleStatementEntry>;
      }>
    | Absent
  >;
};

export type ConsoleReportsPlace = {
  /** Unacceptable when there are no such days, or too many. */
  read(
    call: Call,
    query: FiltersOf<typeof reportsContract>,
  ): Promise<Found<ConsoleReports> | Unacceptable>;
  duplicates(
    call: Call,
    query: FiltersOf<typeof preventedContract>,
    page: PageRequest,
  ): Promise<Found<Page<PreventedDuplicate>> | Unacceptable>;
};

export type ConsoleApprovals = {
  list(call: Call): Promise<ReplyBody<typeof listConsoleApprovals, 200>>;
};
