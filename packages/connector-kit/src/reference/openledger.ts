/** The reference connector: it passes the suite, and is short enough to see why. */

import {
  defineConnector,
  fromCommonReply,
  type ConnectorContext,
  type DeliveryOutcome,
  type HttpReply,
  type LookUpOutcome,
} from '@kontor/connector-sdk';
import type { AccountNote, Customer, CustomerInvoicePosting } from '@kontor/canon';
import { currency, fromDecimal } from '@kontor/kernel';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

export const OpenledgerConfig = Type.Object({
  baseUrl: Type.String({ title: 'Address' }),
  token: Type.String({ title: 'Token', writeOnly: true }),
});
type Context = ConnectorContext<Static<typeof OpenledgerConfig>>;

export async function postInvoice(
  invoice: CustomerInvoicePosting,
  context: Context,
): Promise<DeliveryOutcome> {
  const { reference, customer, postingDay: day, gross } = invoice;
  if (fromDecimal(gross, currency(invoice.currency)) === undefined) return TOO_PRECISE;
  const reply = await send(context, {
    method: 'POST',
    path: '/documents',
    body: JSON.stringify({ reference, customer, day, gross }),
  });
  return fromEffectReply(reply, context);
}

export async function lookUpInvoice(
  { reference }: CustomerInvoicePosting,
  context: Context,
): Promise<LookUpOutcome> {
  const reply = await send(context, { method: 'GET', path: `/documents?reference=${reference}` });
  const found =
    reply.kind === 'reply' && reply.status === 200 ? readAs(documents, reply) : undefined;
  if (found === undefined) return { kind: 'unknown', detail: 'The look-up gave no list.' };
  const [document] = found.documents;
  if (document === undefined) return { kind: 'absent' };
  return { kind: 'confirmed', externalReference: document.number };
}

export async function putNote(note: AccountNote, context: Context): Promise<DeliveryOutcome> {
  const { reference } = note;
  const request = { method: 'PUT', path: `/notes/${reference}`, body: note.number } as const;
  return fromEffectReply(await send(context, request), context);
}

export const openledger = defineConnector({
  name: 'openledger',
  title: 'Openledger (reference)',
  config: OpenledgerConfig,
  operations: {
    'customerInvoice.post': {
      idempotency: 'look-up',
      visibleAfterMs: 0,
      submit: postInvoice,
      lookUp: lookUpInvoice,
    },
    'customerAccount.note': { idempotency: 'native-key', submit: putNote },
  },
  readings: {
    async 'customer.list'(cursor, context) {
      const reply = await send(context, {
        method: 'GET',
        path: `/customers?after=${cursor ?? ''}`,
      });
      const page =
        reply.kind === 'reply' && reply.status === 200 ? readAs(customers, reply) : undefined;
      if (page === undefined) return { kind: 'failed', detail: 'No page came.', retryable: true };
      const last = page.customers.at(-1);
      const items = page.customers.map(toCustomer);
      return { kind: 'page', items, ...(!page.isLast && last !== undefined && { next: last }) };
    },
  },
  async probe(context) {
    const reply = await send(context, { method: 'GET', path: '/customers' });
    return reply.kind === 'reply' && reply.status === 200
      ? { kind: 'healthy' }
      : { kind: 'failing', detail: 'The list of customers cannot be read.' };
  },
});

export function toCustomer(number: string): Customer {
  return { number, name: number, ibans: [], legalEntities: [], blocked: false };
}

type Request = { readonly method: 'GET' | 'POST' | 'PUT'; readonly path: string; body?: string };

export function send({ http, config }: Context, request: Request): Promise<HttpReply> {
  return http({ ...request, headers: { authorization: `Bearer ${config.token}` } });
}

function fromEffectReply(reply: HttpReply, { clock }: Context): DeliveryOutcome {
  const common = fromCommonReply(reply, clock);
  if (common) return common;
  if (reply.kind === 'reply' && (reply.status === 200 || reply.status === 201)) {
    const made = readAs(document, reply);
    if (made) return { kind: 'confirmed', externalReference: made.number };
  }
  if (reply.kind === 'reply' && reply.status === 422) {
    const refused = readAs(refusal, reply);
    const reason = refused?.code === 'CLOSED' ? 'period_closed' : 'unknown_master_data';
    const { code = '', text = '' } = refused ?? {};
    if (refused) return { kind: 'rejected', reason, vendorCode: code, vendorText: text };
  }
  return { kind: 'unknown', detail: 'The reply is not one that Openledger documents.' };
}

function readAs<Shape>(
  shape: { Check(value: unknown): value is Shape },
  { body }: { readonly body: string },
): Shape | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return shape.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const document = Compile(Type.Object({ number: Type.String() }));
const documents = Compile(
  Type.Object({ documents: Type.Array(Type.Object({ number: Type.String() })) }),
);
const refusal = Compile(Type.Object({ code: Type.String(), text: Type.String() }));
const customers = Compile(
  Type.Object({ customers: Type.Array(Type.String()), isLast: Type.Boolean() }),
);

const TOO_PRECISE: DeliveryOutcome = {
  kind: 'rejected',
  reason: 'business_rule',
  vendorCode: 'amount_has_too_many_decimals',
  vendorText: 'The amount has more decimals than its currency; nothing was sent.',
};
