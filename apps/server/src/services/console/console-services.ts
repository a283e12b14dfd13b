/** What the console's screens ask, given its parts. A place is a line here. */

import { systemTimers, type ProcessCatalogue, type QueueView } from '@kontor/engine';
import type { MatchingOffice } from '@kontor/reconciliation';
import type { ConsoleServices } from '../../gateway/console-services.ts';
import { readRunbooks } from '../../runbooks/read-runbooks.ts';
import type { ExceptionsOptions } from '../exceptions/exceptions-service.ts';
import { changesService } from './changes/changes-service.ts';
import { approvalsService } from './approvals/approvals-service.ts';
import { consoleExceptionsService } from './exceptions/console-exceptions-service.ts';
import { connectionsContext, connectionsService } from './connections/connections-service.ts';
import { consoleDrainService, drainReading } from './drain/console-drain-service.ts';
import { overviewService } from './overview/overview-service.ts';
import { processesService } from './processes/processes-service.ts';
import { viewerService, type Installation } from './viewer/viewer-service.ts';
import {
  consoleRetentionService,
  type ConsoleRetentionOptions,
} from './retention/console-retention-service.ts';
import { reportsService } from './reports/reports-service.ts';
import { statementsService } from './statements/statements-service.ts';
import { reconciliationConsole } from './reconciliation/reconciliation-console.ts';
import { searchService } from './search/search-service.ts';
import { transactionsPlace } from './transactions/transactions-place.ts';

export type ConsoleOptions = ConsoleRetentionOptions & {
  readonly catalogue: ProcessCatalogue;
  readonly idempotencyOf: ExceptionsOptions['idempotencyOf'];
  readonly inspect: (connection: string) => QueueView | undefined;
  readonly titleOf: (connection: string) => string | undefined;
  readonly installation: Installation;
  readonly office: MatchingOffice;
  readonly credentialsExpireOn: (connection: string) => string | undefined;
  readonly isSimulated: (connection: string) => boolean;
  readonly onTrouble: (error: unknown) => void;
};

export function consoleServices(options: ConsoleOptions): ConsoleServices {
  const connections = connectionsContext(options);
  const drains = drainReading(connections, options.catalogue);
  const runbooks = readRunbooks();
  return {
    changes: changesService({ ...options, timers: systemTimers }),
    viewer: viewerService(options),
    overview: overviewService({ ...options, connections, runbooks }),
    processes: processesService({ ...options, drains }),
    transactions: transactionsPlace(options),
    search: searchService(options),
    exceptions: consoleExceptionsService({ ...options, runbooks }),
    approvals: approvalsService({ ...options, runbooks }),
    statements: statementsService(options),
    reconciliation: reconciliationConsole(options),
    connections: connectionsService(connections),
    drain: consoleDrainService(connections, drains),
    reports: reportsService(options),
    retention: consoleRetentionService(options),
  };
}
