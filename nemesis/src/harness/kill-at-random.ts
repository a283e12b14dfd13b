/** kill -9 of one server after another, at moments that nobody chose; each is started again. */

import { setTimeout as sleep } from 'node:timers/promises';
import { present, systemClock, type Random } from '@kontor/kernel';
import type { Stage } from './stage.ts';

export type Killing = {
  readonly kills: number;
  /** Each comes at most this long after the one before was up again. */
  readonly withinMs: number;
  readonly random: Random;
  readonly say: (sentence: string) => void;
};

/** When the last one was killed, by the monotonic clock. */
export async function killAtRandom(stage: Stage, killing: Killing): Promise<number> {
  const { kills, withinMs, random, say } = killing;
  let lastKillMs = systemClock.elapsedMs();
  for (let kill = 1; kill <= kills; kill++) {
    await sleep(random.fraction() * withinMs);
    const victim = Math.floor(random.fraction() * stage.servers.length);
    const server = present(stage.servers[victim], 'a stage has servers');
    lastKillMs = systemClock.elapsedMs();
    await server.kill();
    await server.start();
    if (kill % 10 === 0) say(`${kill} of ${kills} kills`);
  }
  return lastKillMs;
}
