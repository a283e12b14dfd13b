/** Every process with how many stand where, for the console. */

import { listConsoleProcesses } from '@kontor/contracts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listConsoleProcessesRoute = route(
  listConsoleProcesses,
  async ({ call }, { console }: Pick<Services, 'console'>) =>
    reply(200, await console.processes.list(call)),
);
