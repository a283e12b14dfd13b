/** C24: the database stops as if its machine lost power, and comes back, again and again. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '../check.ts';
import { strikeDatabase } from '../harness/strike-database.ts';

export const stopPostgresAtOnce: Check = {
  name: 'stop-postgres-at-once',
  number: 'C24',
  threshold: '0 lost; ready ≤ 5 s after the database is; only 503, 409 and silence; no hand needed',
  async run(nemesis) {
    const { pick, random } = nemesis;
    const strikes = pick(10, 2);
    const perSecond = pick(300, 60);
    const { stage, counted, broken } = await strikeDatabase(nemesis, {
      ...{ prefix: 'C24-', strikes, perSecond },
      async strike({ database }) {
        await sleep(1_000 + random.fraction() * 2_000);
        await database.stopAtOnce();
        await sleep(random.fraction() * 1_500);
        await database.start();
      },
    });
    const ended = stage.servers.every((server) => server.isRunning()) ? [] : ['a server ended'];
    return {
      done: `${strikes} × immediate stop and start of PostgreSQL under up to ${perSecond} requests a second`,
      counted,
      broken: [...broken, ...ended],
    };
  },
};
