/**
 * A program of a bench in a process of its own: it is handed what to do as its only argument and
 * tells what it measured as messages. What it prints is kept in a file for whoever looks for a
 * failure.
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Program = {
  /** The next thing it tells; throws when it ends before. */
  told<Told>(): Promise<Told>;
  tell(what: unknown): void;
  readonly pid: number;
  /** Asks it to end in order, and makes it when it does not. */
  stop(): Promise<void>;
};

export function startProgram(file: string, asked: unknown): Program {
  const logFile = join(mkdtempSync(join(tmpdir(), 'kontor-bench-log-')), 'log');
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, [file, JSON.stringify(asked)], {
    stdio: ['ignore', log, log, 'ipc'],
  });
  running.add(child);
  const waiting: unknown[] = [];
  let hear: (() => void) | undefined;
  let isOver = false;
  const news = () => {
    hear?.();
    hear = undefined;
  };
  child.on('message', (message) => {
    waiting.push(message);
    news();
  });
  child.once('exit', () => {
    isOver = true;
    running.delete(child);
    news();
  });
  return {
    pid: child.pid ?? 0,
    async told<Told>() {
      while (waiting.length === 0) {
        if (isOver)
          throw new Error(`${file} ended early: ${readFileSync(logFile, 'utf8').slice(-2_000)}`);
        await new Promise<void>((resolve) => {
          hear = resolve;
        });
      }
      return waiting.shift() as Told;
    },
    tell: (what) => void child.send(what as object),
    async stop() {
      if (isOver) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
      await ended;
      clearTimeout(force);
    },
  };
}

/** Runs it to its end: what it told first, and last. */
export async function runProgram<Told>(file: string, asked: unknown): Promise<Told> {
  const program = startProgram(file, asked);
  try {
    return await program.told<Told>();
  } finally {
    await program.stop();
  }
}

/** None of them outlives us. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

const STOP_MS_MAX = 20_000;
