/** Where the day is played, and how long and large it is. */

import type { Clock } from '@kontor/kernel';
import type { SandboxBank, SandboxCompany } from '@kontor/sandbox';
import type { ClientCredentials } from '@kontor/client';
import type { Progress } from './progress.ts';

export type DayOptions = {
  readonly api: {
    /** Without the version: `http://127.0.0.1:8480`. */
    readonly url: string;
    readonly tokenUrl: string;
    readonly resource?: string;
    readonly clients: DayClients;
  };
  readonly sandbox: {
    readonly sapControlUrl: string;
    readonly salesforceControlUrl: string;
    /** The sandbox's own; a new one with the company's opening balances when absent. */
    readonly bank?: SandboxBank;
    /** The watched folder: one file comes through it. */
    readonly bankFolder?: string;
  };
  readonly company: SandboxCompany;
  /** Another seed is another day with other numbers; the same platform sees each seed once. */
  readonly seed?: number;
  readonly invoices?: number;
  /** How long the applications take to hand everything over. */
  readonly submittingSeconds?: number;
  readonly outageSeconds?: number;
  readonly progress?: Progress;
  readonly clock?: Clock;
};

/**
 * Two applications that bill, one that hands over bank files, and one for the people who decide.
 */
export type DayClients = {
  readonly shop: ClientCredentials;
  readonly subscriptions: ClientCredentials;
  readonly treasury: ClientCredentials;
  /** Reads everything, matches, decides and subscribes to events. */
  readonly operations: ClientCredentials;
  /** The second person: approves what operations asked for. */
  readonly controller: ClientCredentials;
};
