/** What the gateway needs of whoever decides who goes first, what waits, and when all stands. */

import type {
  CalendarEntry,
  ConnectionCalendar,
  ConnectionDrain,
  ProcessControl,
} from '@kontor/contracts';
import type { Overtaken } from './operations-services.ts';
import type { Absent, Call, Found, Impossible, Unacceptable } from './services.ts';

export type Draining = {
  readCalendar(call: Call, name: string): Promise<Found<ConnectionCalendar> | Absent>;
  changeCalendar(
    call: Call,
    change: CalendarChange,
  ): Promise<Found<ConnectionCalendar> | Absent | Overtaken | Unacceptable>;
  listControls(call: Call): Promise<readonly ProcessControl[]>;
  pauseProcess(
    call: Call,
    change: ProcessChange & { readonly until?: string },
  ): Promise<Found<ProcessControl> | Absent | Overtaken | Impossible>;
  resumeProcess(
    call: Call,
    change: ProcessChange,
  ): Promise<Found<ProcessControl> | Absent | Overtaken>;
  setPriority(
    call: Call,
    change: ProcessChange & { readonly priority?: ProcessControl['priority'] },
  ): Promise<Found<ProcessControl> | Absent | Overtaken>;
};

export type CalendarChange = {
  readonly name: string;
  readonly entries: readonly CalendarEntry[];
  readonly reason: string;
  readonly version: number;
};

export type ProcessChange = {
  readonly process: string;
  /** Only there; everywhere when absent. */
  readonly connection?: string;
  readonly reason: string;
  readonly version?: number;
};

export type ConsoleDrain = {
  find(call: Call, name: string): Promise<Found<ConnectionDrain> | Absent>;
};
