/** What the console's screens ask, given its parts. A place is a line here. */

import type { ProcessCatalogue } from '@kontor/engine';
import type { Clock } from '@kontor/kernel';
import type { MatchingOffice } from '@kontor/reconciliation';
import type pg from 'pg';
import type { ConsoleServices } from '../../gateway/console-services.ts';
import { processesService } from './processes/processes-service.ts';
import { reconciliationConsole } from './reconciliation/reconciliation-console.ts';

export type ConsoleOptions = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly catalogue: ProcessCatalogue;
  readonly office: MatchingOffice;
};

export function consoleServices(options: ConsoleOptions): ConsoleServices {
  return {
    processes: processesService(options),
    reconciliation: reconciliationConsole(options),
  };
}
