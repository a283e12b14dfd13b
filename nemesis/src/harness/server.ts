/**
 * A server of Kontor as a process of its own: `apps/server` as it is shipped, on a port that it
 * keeps through all its restarts.
 */

import { join } from 'node:path';
import { assert, systemClock } from '@kontor/kernel';
import { eventually } from './eventually.ts';
import { startProcess, type RunningProcess } from './process.ts';

export type ServerProcess = {
  readonly name: string;
  readonly url: string;
  pid(): number;
  isRunning(): boolean;
  /** Further settings of the environment, from its next start on. */
  configure(further: Readonly<Record<string, string>>): void;
  /** From its next start on it is a server of this checkout, with further settings. */
  upgrade(further: Readonly<Record<string, string>>): void;
  /** Resolves when it answers that it is ready. */
  start(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
  /** It stands still at once, wherever it is, and believes afterwards that no time has passed. */
  pause(): void;
  resume(): void;
  /** Asks it to end in order; how long that took, or that it had to be killed. */
  terminate(withinMs: number): Promise<{ readonly inOrder: boolean; readonly tookMs: number }>;
  isReady(): Promise<boolean>;
  /** The sum of a metric over all its labels. */
  metric(name: string): Promise<number>;
};

export type ServerOptions = {
  readonly name: string;
  readonly port: number;
  readonly home: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly nodeFlags?: readonly string[];
  /** Another than `apps/server` of this checkout: an older one, or one that misbehaves. */
  readonly file?: string;
  readonly args?: readonly string[];
};

export function serverProcess(options: ServerOptions): ServerProcess {
  const { name, port, home, nodeFlags = [], args = [] } = options;
  const url = `http://127.0.0.1:${port}`;
  let running: RunningProcess | undefined;
  let { environment, file = SERVER } = options;
  const end = async (signal: NodeJS.Signals) => {
    running?.signal(signal);
    await running?.ended;
  };
  const isReady = async () => {
    const reply = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
    await reply.text();
    return reply.ok;
  };
  return {
    name,
    url,
    pid: () => running?.pid ?? 0,
    isRunning: () => running?.isRunning() ?? false,
    configure: (further) => {
      environment = { ...environment, ...further };
    },
    upgrade(further) {
      environment = { ...environment, ...further };
      file = SERVER;
    },
    async start() {
      const logFile = join(home, `${name}.log`);
      running = startProcess({ file, args, environment, nodeFlags, logFile });
      const begun = running;
      const isSettled = async () => !begun.isRunning() || (await isReady());
      await eventually(isSettled, { withinMs: START_MS_MAX, everyMs: 50 });
      assert(begun.isRunning() && (await isReady()), `${name} becomes ready; see ${logFile}`);
    },
    kill: () => end('SIGKILL'),
    pause: () => running?.signal('SIGSTOP'),
    resume: () => running?.signal('SIGCONT'),
    async terminate(withinMs) {
      const startedMs = systemClock.elapsedMs();
      running?.signal('SIGTERM');
      const ended = await eventually(async () => running?.isRunning() === false, {
        withinMs,
        everyMs: 20,
      });
      const tookMs = systemClock.elapsedMs() - startedMs;
      if (!ended.isThere) await end('SIGKILL');
      return { inOrder: ended.isThere, tookMs };
    },
    isReady: () => isReady().catch(() => false),
    async metric(wanted) {
      const text = await (await fetch(`${url}/metrics`)).text();
      const lines = text.split('\n').filter((line) => line.startsWith(wanted));
      return lines.reduce((sum, line) => sum + Number.parseFloat(line.split(' ').at(-1) ?? ''), 0);
    },
  };
}

const SERVER = join(import.meta.dirname, '../../../apps/server/src/main.ts');
/** Two cores with everything else on them. */
const START_MS_MAX = 90_000;
