/**
 * The simulated systems behind the sandbox's connections: their fault switches, and invoices to
 * watch. Where the server stands before real systems nothing of this exists, whoever asks.
 */

import { openHttpPort, type HttpPort } from '@kontor/connector-sdk';
import { assert, type Clock } from '@kontor/kernel';
import type pg from 'pg';
import type { Sandbox } from '../../gateway/services.ts';
import { readFaults } from './read-faults.ts';
import { sendInvoices } from './send-invoices.ts';
import { setFaults } from './set-faults.ts';

/** What the launcher tells a server that it starts beside the sandbox. */
export type SandboxControls = {
  /** By connection: where its simulated system takes its switches. Loopback addresses only. */
  readonly controlUrls: Readonly<Record<string, string>>;
  /** Begins to hand over so many new invoices; settles with what will come. */
  readonly sendInvoices: (count: number) => InvoiceBatch;
};

export type InvoiceBatch = {
  readonly seconds: number;
  readonly numbersBegin: readonly string[];
  /** Settles when all of them were answered. */
  readonly done: Promise<void>;
};

export type SandboxOptions = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly sandbox?: SandboxControls;
  readonly onTrouble: (error: unknown) => void;
};

export type SandboxContext = SandboxOptions & {
  /** The controls of the system behind a connection. */
  readonly controlsOf: (connection: string) => HttpPort | undefined;
};

export function sandboxService(options: SandboxOptions): Sandbox {
  const { sandbox, clock } = options;
  const ports = new Map(
    Object.entries(sandbox?.controlUrls ?? {}).map(([connection, url]) => {
      assert(isLoopback(url), `the controls of ${connection} are on this machine`);
      return [connection, openHttpPort({ baseUrl: url, timeoutMs: CONTROL_MS_MAX, clock }).port];
    }),
  );
  const context: SandboxContext = { ...options, controlsOf: (name) => ports.get(name) };
  return {
    readFaults: (_call, name) => readFaults(context, name),
    setFaults: (call, change) => setFaults(context, call, change),
    sendInvoices: sendInvoices(context),
  };
}

/** A switch is thrown on this machine or not at all: whoever configures cannot reach further. */
function isLoopback(url: string): boolean {
  return LOOPBACK.has(new URL(url).hostname);
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);
const CONTROL_MS_MAX = 5_000;
