/** One connection for its screen: everything that the screen shows, in one answer. */

import type { ConnectionDetail } from '@kontor/contracts';
import { bankingDayOf, plusDays, plusMs } from '@kontor/kernel';
import type { Absent, Found } from '../../../gateway/services.ts';
import { sumWorth } from '../../wire/sum-worth.ts';
import { wordCount } from '../../wire/wording.ts';
import type { ConnectionsContext } from './connections-service.ts';
import { readConnectionLines } from './read-connection-lines.ts';
import { readConnectionSettings, type ConnectionSettingsRow } from './read-connection-settings.ts';
import { readConsoleLanes, type LanesRequest } from './read-console-lanes.ts';
import { readFailures } from './read-failures.ts';
import { readSamples } from './read-samples.ts';
import { readCalendar } from '../../drain/read-calendar.ts';
import { tellCalendar } from '../../drain/tell-calendar.ts';
import { readLatestRestore } from '../../../restore/read-latest-restore.ts';
import { tellBreaker } from './tell-breaker.ts';
import { tellEffects } from './tell-effects.ts';

export type DetailRequest = {
  readonly name: string;
  readonly lanes: LanesRequest['order'] | undefined;
  readonly legalEntities: readonly string[];
};

export async function readConnectionDetail(
  context: ConnectionsContext,
  { name, lanes: order = 'oldest', legalEntities }: DetailRequest,
): Promise<Found<ConnectionDetail> | Absent> {
  const { pool, clock } = context;
  const since = plusMs(clock.now(), -HISTORY_MS);
  const [[connection], settings, samples, lanes, failures, worthRows, calendar, restored] =
    await Promise.all([
      readConnectionLines(context, name),
      readConnectionSettings(pool, name),
      readSamples(pool, name, since),
      readConsoleLanes(pool, { connection: name, legalEntities, order }),
      readFailures(pool, { connection: name, legalEntities, since }),
      context.worthOf(name),
      readCalendar(pool, name),
      readLatestRestore(pool),
    ]);
  if (!connection || !settings) return { kind: 'absent' };
  const view = context.inspect(name);
  const worth = sumWorth(worthRows, legalEntities);
  const underWay = view?.lanesUnderWay ?? 0;
  const masterData = masterDataOf(settings);
  return {
    kind: 'found',
    value: {
      asOf: clock.now(),
      connection,
      breaker: tellBreaker(connection, view),
      capacity: {
        concurrency: settings.concurrency,
        underWay,
        ...(settings.rate_per_second !== null && { ratePerSecond: settings.rate_per_second }),
      },
      worth,
      history: { everySeconds: SAMPLE_SECONDS, samples },
      lanes,
      failures,
      masterData,
      ...(restored && connection.paused && { restored }),
      credentials: credentialsOf(context, name),
      calendar: { sentence: tellCalendar(calendar?.windows ?? [], clock.now()) },
      effects: tellEffects({ connection, worth, underWay, hasMasterData: masterData.length > 0 }),
    },
  };
}

/** Only ledgers have master data; of the others nothing was ever read. */
function masterDataOf(row: ConnectionSettingsRow): ConnectionDetail['masterData'] {
  const readings = [
    ['Customers', row.customers, row.customers_refreshed_at],
    ['Accounts', row.accounts, row.accounts_refreshed_at],
  ] as const;
  return readings.flatMap(([reading, items, refreshedAt]) =>
    refreshedAt === null ? [] : [{ reading, items, refreshedAt }],
  );
}

function credentialsOf(
  { credentialsExpireOn, clock }: ConnectionsContext,
  name: string,
): ConnectionDetail['credentials'] {
  const expireOn = credentialsExpireOn(name);
  if (expireOn === undefined) {
    return { sentence: 'Not known: neither the system nor the settings say when they expire.' };
  }
  const today = bankingDayOf(clock.now());
  if (expireOn < today) return { expireOn, sentence: 'They have expired.' };
  const soon = expireOn <= plusDays(today, SOON_DAYS);
  return {
    expireOn,
    sentence: soon
      ? `They expire within ${wordCount(SOON_DAYS)} days.`
      : 'They are good for a while.',
  };
}

/** How far back the console looks. */
const HISTORY_MS = 3_600_000;
const SAMPLE_SECONDS = 10;
const SOON_DAYS = 30;
