/**
 * Run `work` in one database transaction, and the whole of it again when PostgreSQL says that the
 * transaction lost against another one. `work` must therefore have no effect outside the database.
 */

import type pg from 'pg';

export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let failure: unknown;
  try {
    return await inTransactionOn(client, work);
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    client.release(isConnectionLoss(failure));
  }
}

/**
 * The same on a connection that the caller holds already. Who holds one and asks the pool for a
 * second waits for ever when as many others do the same as the pool has connections.
 */
export async function inTransactionOn<Client extends pg.ClientBase, Result>(
  client: Client,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    const heard = hearingFailures(client);
    const begun = heard.client.query('begin');
    try {
      // Sent together with the first statement of the work.
      const [result] = await Promise.all([work(heard.client), begun]);
      await client.query('commit');
      return result;
    } catch (thrown) {
      const error = sqlStateOf(thrown) === ABORTED ? (heard.first() ?? thrown) : thrown;
      // When even this fails the connection is gone, and its holder discards it.
      await client.query('rollback').catch(() => {});
      if (attempt >= ATTEMPTS_MAX || !isLostRace(error)) throw error;
    }
  }
}

/**
 * Statements travel together, and when one fails all behind it fail for that. Which of them the
 * work hears of first depends on how deep its promises are; what happened is what PostgreSQL
 * answered first.
 */
function hearingFailures<Client extends pg.ClientBase>(client: Client) {
  let first: unknown;
  const query = (...args: Parameters<Client['query']>): unknown => {
    const answer: unknown = Reflect.apply(client.query as Asking, client, args);
    if (answer instanceof Promise) {
      void answer.catch((error: unknown) => {
        first ??= error;
      });
    }
    return answer;
  };
  const hearing = new Proxy(client, {
    get(target, name) {
      if (name === 'query') return query;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return { client: hearing, first: () => first };
}

type Asking = (...args: unknown[]) => unknown;

/** 25P02: an earlier statement of the transaction failed. */
const ABORTED = '25P02';

/**
 * Five attempts pass every race seen under load; a sixth would hide a design that always collides.
 */
const ATTEMPTS_MAX = 5;

/** 40001 serialization failure, 40P01 deadlock: the transaction did nothing and may be repeated. */
export function isLostRace(error: unknown): boolean {
  return sqlStateOf(error) === '40001' || sqlStateOf(error) === '40P01';
}

function isConnectionLoss(error: unknown): boolean {
  const state = sqlStateOf(error);
  return error !== undefined && (state === undefined || /^(08|57P)/.test(state));
}

/** The five characters of SQLSTATE, when the error came from PostgreSQL. */
export function sqlStateOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  const { code } = error;
  if (typeof code !== 'string' || SYSTEM_CODE.test(code)) return undefined;
  return STATE.test(code) ? code : undefined;
}

const STATE = /^[0-9A-Z]{5}$/;
/** The operating system has codes of five characters, too: `EPIPE`. No SQLSTATE is like them. */
const SYSTEM_CODE = /^E[A-Z]{4}$/;
