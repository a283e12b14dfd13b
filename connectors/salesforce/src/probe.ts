/**
 * Does the connection work? Asks for the limits: it needs credentials, and tells if a call is left.
 */

import type { ProbeOutcome } from '@kontor/connector-sdk';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { callSalesforce, type SalesforceContext } from './salesforce-api.ts';
import { parseJson, readSalesforceErrors } from './salesforce-error.ts';

export async function probeSalesforce(context: SalesforceContext): Promise<ProbeOutcome> {
  const reply = await callSalesforce({ method: 'GET', path: '/limits' }, context);
  switch (reply.kind) {
    case 'not-signed-in':
      return failing(reply.outcome.detail);
    case 'silence':
      return failing(`No reply: ${reply.cause}`);
    case 'reply': {
      const read = reply.status === 200 ? parseJson(reply.body) : undefined;
      if (!limits.Check(read)) return failing(refusalText(reply.status, reply.body));
      const { Max, Remaining } = read.DailyApiRequests;
      if (Remaining > 0) return { kind: 'healthy' };
      return failing(`All ${Max} calls of the last 24 hours are used up.`);
    }
  }
}

function failing(detail: string): ProbeOutcome {
  return { kind: 'failing', detail };
}

function refusalText(status: number, body: string): string {
  const [first] = readSalesforceErrors(body) ?? [];
  return first ? `${first.errorCode}: ${first.message}` : `Salesforce answered ${status}.`;
}

const limits = Compile(
  Type.Object({
    DailyApiRequests: Type.Object({ Max: Type.Integer(), Remaining: Type.Integer() }),
  }),
);
