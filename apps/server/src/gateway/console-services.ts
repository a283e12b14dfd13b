/**
 * What the console's screens ask: one function for each screen, shaped for it. The rules of
 * `services.ts` hold here too; what a person lacks the permission for is not in the answer.
 */

import type {
  ConsoleProcessDetail,
  listConsoleProcesses as processesContract,
  ReplyBody,
} from '@kontor/contracts';
import type { ReconciliationConsole } from './reconciliation-services.ts';
import type { Absent, Call, Found } from './services.ts';

export type ConsoleServices = {
  readonly processes: ConsoleProcesses;
  readonly reconciliation: ReconciliationConsole;
};

export type ConsoleProcesses = {
  list(call: Call): Promise<ReplyBody<typeof processesContract, 200>>;
  find(call: Call, name: string): Promise<Found<ConsoleProcessDetail> | Absent>;
};
