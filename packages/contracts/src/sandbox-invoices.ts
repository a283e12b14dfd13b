/**
 * Something to watch: in the sandbox, invoices of made-up customers that its own applications hand
 * over through this API, as any application would.
 */

import Type, { type Static } from 'typebox';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { closed } from './wire.ts';

/** A thousand are a backlog of a minute; more is what the bench is for. */
const INVOICES_MAX = 1_000;

export const SandboxInvoices = closed(
  {
    count: Type.Integer({ minimum: 1, maximum: INVOICES_MAX }),
    /** They are handed over within about so many seconds. */
    seconds: Type.Integer({ minimum: 0 }),
    /** The number of each begins with one of these. */
    numbersBegin: Type.Array(Type.String({ maxLength: 20 }), { maxItems: 100 }),
  },
  { $id: 'SandboxInvoices' },
);
export type SandboxInvoices = Static<typeof SandboxInvoices>;

export const sendSandboxInvoices = endpoint({
  method: 'POST',
  path: '/v1/sandbox/invoices',
  operationId: 'sendSandboxInvoices',
  tag: 'Operations',
  summary: 'Have the sandbox send invoices',
  description:
    'The web shop and the subscription billing of the sandbox hand over so many new invoices ' +
    'through this API. One batch at a time; outside the sandbox there is nothing here.',
  permission: 'connections:operate',
  audit: { action: 'sandbox.invoices_sent', subject: 'count' },
  idempotency: { none: 'Every call means another batch, of made-up customers.' },
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed({ count: Type.Integer({ minimum: 1, maximum: INVOICES_MAX }) }),
      bytesMax: JSON_BYTES_MAX,
      examples: { some: { count: 200 } },
    },
  },
  replies: {
    202: {
      description: 'They are on their way.',
      body: SandboxInvoices,
      example: { count: 200, seconds: 4, numbersBegin: ['DE26-40417-', 'GB26-40417-'] },
    },
  },
  problems: ['not_found', 'action_not_possible'],
});
