/**
 * A program of ours in a process of its own: started, killed, stopped in its tracks and told to
 * end. What it writes goes into a file, so that a broken check can be looked into.
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { once } from 'node:events';

export type Program = {
  readonly file: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Of Node itself: `--inspect=…`. */
  readonly nodeFlags?: readonly string[];
  readonly logFile: string;
};

export type RunningProcess = {
  readonly pid: number;
  isRunning(): boolean;
  signal(name: NodeJS.Signals): void;
  /** Resolves when it has ended, by whatever. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
};

export function startProcess(program: Program): RunningProcess {
  const { file, args = [], environment = {}, nodeFlags = [], logFile } = program;
  const log = openSync(logFile, 'a');
  const child: ChildProcess = spawn(process.execPath, [...nodeFlags, file, ...args], {
    // Nothing of this machine: a check must not depend on what happens to be set here.
    env: environment,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  started.add(child);
  const ended = once(child, 'exit').then(([code, signal]) => {
    started.delete(child);
    return { code: code as number | null, signal: signal as string | null };
  });
  return {
    pid: child.pid ?? 0,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    signal: (name) => void child.kill(name),
    ended,
  };
}

/** Whatever happens to us, none of them outlives us. */
const started = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of started) child.kill('SIGKILL');
});
