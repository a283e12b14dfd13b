/**
 * The simulated systems in a process of their own, and their books: what really happened is read
 * here and nowhere else.
 */

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Call, Faults } from '@kontor/connector-kit/simulator';
import { assert, present } from '@kontor/kernel';
import { eventually } from './eventually.ts';
import { startProcess } from './process.ts';

export type SystemName = 'sap-s4hana' | 'salesforce';

export type SandboxSystem = {
  readonly name: string;
  readonly url: string;
  readonly controlUrl: string;
  readonly settings: Readonly<Record<string, unknown>>;
};

export type SandboxProcess = {
  readonly systems: readonly SandboxSystem[];
  system(name: SystemName): SandboxSystem;
  /** Switches that are not named stay as they are. */
  misbehave(name: SystemName, faults: Partial<Faults>): Promise<void>;
  books(name: SystemName): Promise<readonly BookEntry[]>;
  /** Every call that reached it behind that one, whatever became of it. */
  calls(name: SystemName, after: number): Promise<readonly Call[]>;
  /** How many entries there are by now. */
  count(name: SystemName): Promise<number>;
  loadMasterData(name: SystemName, data: unknown): Promise<void>;
  close(): Promise<void>;
};

export type BookEntry = {
  readonly sequence: number;
  readonly at: string;
  readonly kind: string;
  readonly reference: string;
  readonly number: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

export async function openSandbox(home: string, customers: number): Promise<SandboxProcess> {
  const data = join(home, 'sandbox');
  const ready = join(home, 'sandbox.json');
  mkdirSync(data, { recursive: true });
  const running = startProcess({
    file: join(import.meta.dirname, 'sandbox-main.ts'),
    args: ['--data', data, '--ready', ready, '--customers', String(customers)],
    logFile: join(home, 'sandbox.log'),
  });
  const isReady = await eventually(async () => isJson(ready), { withinMs: 60_000 });
  assert(isReady.isThere, `the sandbox starts; see ${home}/sandbox.log`);
  const systems = JSON.parse(readFileSync(ready, 'utf8')) as readonly SandboxSystem[];
  const system = (name: SystemName) =>
    present(
      systems.find((each) => each.name === name),
      `the sandbox has ${name}`,
    );
  const controlOf = (name: SystemName) => `${system(name).controlUrl}/_sandbox`;
  return {
    systems,
    system,
    misbehave: (name, faults) => put(`${controlOf(name)}/faults`, 'PATCH', faults),
    books: (name) => readBooks(controlOf(name)),
    calls: (name, after) => readCalls(controlOf(name), after),
    async count(name) {
      const reply = await fetch(`${controlOf(name)}/ledger/summary`);
      return ((await reply.json()) as { readonly entries: number }).entries;
    },
    loadMasterData: (name, masterData) => put(`${controlOf(name)}/master-data`, 'POST', masterData),
    async close() {
      running.signal('SIGKILL');
      await running.ended;
    },
  };
}

function isJson(file: string): boolean {
  if (!existsSync(file)) return false;
  JSON.parse(readFileSync(file, 'utf8'));
  return true;
}

async function readBooks(controlUrl: string): Promise<readonly BookEntry[]> {
  const entries: BookEntry[] = [];
  let next: number | undefined = 0;
  while (next !== undefined) {
    const reply: Response = await fetch(`${controlUrl}/ledger?after=${next}`);
    const page = (await reply.json()) as { readonly entries: BookEntry[]; readonly next?: number };
    entries.push(...page.entries);
    next = page.next;
  }
  return entries;
}

async function readCalls(controlUrl: string, after: number): Promise<readonly Call[]> {
  const calls: Call[] = [];
  for (;;) {
    const last = calls.at(-1)?.sequence ?? after;
    const reply = await fetch(`${controlUrl}/calls?after=${last}`);
    const page = (await reply.json()) as { readonly calls: Call[] };
    if (page.calls.length === 0) return calls;
    calls.push(...page.calls);
  }
}

async function put(url: string, method: 'PATCH' | 'POST', value: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch(url, { method, headers, body: JSON.stringify(value) });
  assert(reply.ok, `${method} ${url} answers ${reply.status}: ${await reply.text()}`);
}
