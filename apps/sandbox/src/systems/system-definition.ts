/** What the sandbox knows of a simulated system: how to start it, and how to connect to it. */

import type { SimulatedSystem } from '@kontor/connector-kit/simulator';
import type { SandboxBank } from '../bank/open-sandbox-bank.ts';
import type { SandboxCompany } from '../master-data/sandbox-company.ts';

export type SystemDefinition = {
  /** The connector's name, too: `salesforce`. */
  readonly name: string;
  readonly title: string;
  /** Its address shows people what it did. */
  readonly hasPage?: true;
  start(company: SandboxCompany, options: SystemOptions): Promise<StartedSystem>;
};

export type SystemOptions = {
  /** 0: any free one. */
  readonly port: number;
  readonly controlPort: number;
  /** Keeps the books over a restart. */
  readonly ledgerFile?: string;
  /** For files that it exchanges; absolute. */
  readonly folder: string;
  /** Where its answers to payments go, if not below `folder`. */
  readonly reportsFolder?: string;
  /** The group's bank: what moves on an account is booked there. */
  readonly bank: Pick<SandboxBank, 'book'>;
  readonly seed: number;
};

export type StartedSystem = {
  readonly system: SimulatedSystem;
  /**
   * Settings of the connector with which this system can be reached. Its secrets open nothing else.
   */
  readonly settings: Readonly<Record<string, unknown>>;
};
