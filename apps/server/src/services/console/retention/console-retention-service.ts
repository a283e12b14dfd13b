/** Retention and holds as the console shows them: terms, months and what is held, at one look. */

import type { RecordTermLine, RetainedMonth } from '@kontor/contracts';
import type { Clock } from '@kontor/kernel';
import type pg from 'pg';
import type { ConsoleRetentionPlace } from '../../../gateway/records-services.ts';
import type { Call } from '../../../gateway/services.ts';
import type { RecordTerms } from '../../../retention/record-terms.ts';
import type { RetentionTerms } from '../../../retention/retention-terms.ts';
import { listLegalEntities } from '../../companies/list-legal-entities.ts';
import { listHoldsInForce } from '../../records/list-holds.ts';
import { readHistoryMonths } from './read-history-months.ts';
import { tellMonth, tellRecordTerm, tellTraces } from './tell-retention.ts';

export type ConsoleRetentionOptions = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly recordTerms: RecordTerms;
  readonly retentionTerms: RetentionTerms;
};

export function consoleRetentionService(options: ConsoleRetentionOptions): ConsoleRetentionPlace {
  const { pool, clock, recordTerms, retentionTerms } = options;
  return {
    async read(call) {
      const [entities, history, holds] = await Promise.all([
        listLegalEntities(pool, call),
        readHistoryMonths(pool, clock.now()),
        listHoldsInForce(pool, call, HOLDS_MAX + 1),
      ]);
      const asOf = clock.now();
      const terms = termsOf(call, recordTerms);
      return {
        asOf,
        records: entities.map((entity): RecordTermLine => {
          const term = recordTerms.get(entity.code);
          return {
            ...{ legalEntity: entity.code, name: entity.name },
            ...(entity.country !== undefined && { country: entity.country }),
            sentence: tellRecordTerm(entity.country ?? 'its country', term),
            ...(term && { years: term.years }),
          };
        }),
        traces: tellTraces(retentionTerms),
        months: history.months.map(({ month, bytes }): RetainedMonth => ({
          month,
          ...(bytes !== undefined && { bytes }),
          ...tellMonth({ month, asOf, terms }),
        })),
        bytesWithoutMonth: history.bytesWithoutMonth,
        holds: holds.slice(0, HOLDS_MAX),
        moreHolds: holds.length > HOLDS_MAX,
      };
    },
  };
}

/** Of each legal entity that the caller sees; undefined where it has none. */
function termsOf({ actor }: Call, recordTerms: RecordTerms) {
  return [...actor.legalEntities].map((code) => recordTerms.get(code));
}

/** Whoever has more looks into the list of the API. */
const HOLDS_MAX = 200;
