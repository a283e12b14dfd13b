/**
 * What the console's screens ask: one function for each screen, shaped for it. The rules of
 * `services.ts` hold here too; what a person lacks the permission for is not in the answer.
 */

import type {
  ConsoleProcessDetail,
  ExceptionLine,
  ExceptionPane,
  ExceptionSummary,
  listConsoleExceptions,
  ConsoleViewer,
  listConsoleProcesses as processesContract,
  Page,
  PageRequest,
  ReplyBody,
} from '@kontor/contracts';
import type { ExceptionId } from '@kontor/kernel';
import type { Absent, Call, FiltersOf, Found, Unacceptable } from './services.ts';

export type ConsoleServices = {
  readonly viewer: ConsoleViewers;
  readonly processes: ConsoleProcesses;
  readonly exceptions: ConsoleExceptions;
};

export type ConsoleViewers = {
  read(call: Call): Promise<ConsoleViewer>;
};

export type ConsoleProcesses = {
  list(call: Call): Promise<ReplyBody<typeof processesContract, 200>>;
  find(call: Call, name: string): Promise<Found<ConsoleProcessDetail> | Absent>;
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
