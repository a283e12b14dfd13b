/**
 * A simulated Salesforce organisation: the token endpoint and the part of REST API v64.0 that the
 * connector uses, with Salesforce's statuses and error bodies, on a real socket.
 */

import {
  startSimulatedSystem,
  type Ledger,
  type SimulatedReply,
  type SimulatedRequest,
  type SimulatedSystem,
  type SimulatedSystemOptions,
} from '@kontor/connector-kit/simulator';
import { systemClock } from '@kontor/kernel';
import { simulatedAccounts, type Accounts, type SimulatedAccount } from './accounts.ts';
import { NOTE_OBJECT, REFERENCE_FIELD } from './note-fields.ts';
import { noteRecords, queryNotes } from './query-notes.ts';
import { jsonReply, refusalReply, RESOURCE_NOT_FOUND } from './salesforce-reply.ts';
import { simulatedSignIn, type SignIn } from './sign-in.ts';
import { upsertNote } from './upsert-note.ts';

export type { SimulatedAccount } from './accounts.ts';

export type SalesforceSimulatorOptions = Omit<
  SimulatedSystemOptions,
  'name' | 'handle' | 'loadMasterData'
> & {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly accounts?: readonly SimulatedAccount[];
  readonly tokenLifetimeSeconds?: number;
  /** Calls of a day; afterwards every call answers REQUEST_LIMIT_EXCEEDED. */
  readonly dailyCallsMax?: number;
};

export type SalesforceSimulator = SimulatedSystem & {
  readonly accounts: Pick<Accounts, 'setLocked'>;
  readonly sessions: Pick<SignIn, 'revokeAll'>;
};

export async function startSalesforceSimulator(
  options: SalesforceSimulatorOptions,
): Promise<SalesforceSimulator> {
  const { tokenLifetimeSeconds = TOKEN_LIFETIME_SECONDS, clock = systemClock } = options;
  const { dailyCallsMax = DAILY_CALLS_MAX } = options;
  const accounts = simulatedAccounts(options.accounts ?? []);
  const sessions = simulatedSignIn({ ...options, tokenLifetimeSeconds, clock });
  let calls = 0;

  const handle = (request: SimulatedRequest, ledger: Ledger): SimulatedReply => {
    if (request.path === '/services/oauth2/token') {
      return request.method === 'POST' ? sessions.answer(request) : NOT_FOUND;
    }
    if (!request.path.startsWith(`${API_ROOT}/`)) return NOT_FOUND;
    if (!sessions.isSignedIn(request)) return SESSION_ENDED;
    if (calls >= dailyCallsMax) return DAY_IS_USED_UP;
    calls += 1;
    const reply = answerCall(request, { ledger, accounts, calls, dailyCallsMax });
    const usage = { 'sforce-limit-info': `api-usage=${calls}/${dailyCallsMax}` };
    return { ...reply, headers: { ...reply.headers, ...usage } };
  };
  const loadMasterData = accounts.load;
  const system = await startSimulatedSystem({
    ...options,
    name: 'salesforce',
    handle,
    loadMasterData,
  });
  return { ...system, accounts, sessions };
}

type Organisation = {
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly calls: number;
  readonly dailyCallsMax: number;
};

function answerCall(request: SimulatedRequest, organisation: Organisation): SimulatedReply {
  const { method, path, query, body } = request;
  const { ledger, accounts, calls, dailyCallsMax } = organisation;
  const resource = path.slice(API_ROOT.length);
  if (method === 'GET' && resource === '/limits') {
    const Remaining = dailyCallsMax - calls;
    return jsonReply(200, { DailyApiRequests: { Max: dailyCallsMax, Remaining } });
  }
  if (method === 'GET' && resource === '/query') return queryNotes(query.get('q') ?? '', ledger);
  const [, sobjects, object, field, reference, ...rest] = resource.split('/');
  if (sobjects !== 'sobjects' || object !== NOTE_OBJECT || !reference || rest.length > 0) {
    return NOT_FOUND;
  }
  if (field !== REFERENCE_FIELD) {
    const message = `Provided external ID field does not exist or is not accessible: ${field}`;
    return refusalReply({ status: 404, errorCode: 'NOT_FOUND', message });
  }
  switch (method) {
    case 'PATCH':
      return upsertNote({ reference, body, accounts, ledger });
    case 'GET':
      return readNote(reference, ledger);
    default:
      return METHOD_NOT_ALLOWED;
  }
}

function readNote(reference: string, ledger: Ledger): SimulatedReply {
  const found = [...noteRecords(ledger)].find((record) => record[REFERENCE_FIELD] === reference);
  return found ? jsonReply(200, found) : NOT_FOUND;
}

const API_ROOT = '/services/data/v64.0';

/** The shortest session time-out that an organisation can choose is 15 minutes. */
const TOKEN_LIFETIME_SECONDS = 900;

/** An Enterprise organisation's basic allowance. */
const DAILY_CALLS_MAX = 100_000;

const NOT_FOUND = refusalReply(RESOURCE_NOT_FOUND);
const SESSION_ENDED = refusalReply({
  status: 401,
  errorCode: 'INVALID_SESSION_ID',
  message: 'Session expired or invalid',
});
const DAY_IS_USED_UP = refusalReply({
  status: 403,
  errorCode: 'REQUEST_LIMIT_EXCEEDED',
  message: 'TotalRequests Limit exceeded.',
});
const METHOD_NOT_ALLOWED = refusalReply({
  status: 405,
  errorCode: 'METHOD_NOT_ALLOWED',
  message: 'HTTP Method not allowed. Allowed are GET,PATCH',
});
