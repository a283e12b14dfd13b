/** Asks for one account of the chart: needs the credentials and an active arrangement, no more. */

import {
  basicAuthorization,
  type ConnectorContext,
  type ProbeOutcome,
} from '@kontor/connector-sdk';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { SapS4hanaConfig } from './config.ts';
import { LEDGER_ACCOUNTS } from './ledger-accounts.ts';
import { odataPath, odataText } from './odata/odata-path.ts';
import { readJson } from './odata/read-json.ts';

export async function probeConnection({
  config,
  http,
}: ConnectorContext<SapS4hanaConfig>): Promise<ProbeOutcome> {
  const { chartOfAccounts } = config;
  const reply = await http({
    method: 'GET',
    path: odataPath(LEDGER_ACCOUNTS, {
      $filter: `ChartOfAccounts eq ${odataText(chartOfAccounts)}`,
      $select: 'GLAccount',
      $top: '1',
    }),
    headers: { authorization: basicAuthorization(config), accept: 'application/json' },
  });
  if (reply.kind === 'silence') return { kind: 'failing', detail: `No reply: ${reply.cause}` };
  if (reply.status === 401 || reply.status === 403) {
    const detail = `SAP answered ${reply.status}: check user, password and arrangement.`;
    return { kind: 'failing', detail };
  }
  const list = reply.status === 200 ? readJson(accounts, reply) : undefined;
  if (list === undefined) return { kind: 'failing', detail: `SAP answered ${reply.status}.` };
  if (list.d.results.length > 0) return { kind: 'healthy' };
  return { kind: 'failing', detail: `Chart of accounts ${chartOfAccounts} has no accounts.` };
}

const accounts = Compile(Type.Object({ d: Type.Object({ results: Type.Array(Type.Unknown()) }) }));
