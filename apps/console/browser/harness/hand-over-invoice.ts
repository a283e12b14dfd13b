/** Hands invoices over as an application does, for tests that need one of a certain kind. */

import { createCustomerInvoice } from '@kontor/contracts';
import { present } from '@kontor/kernel';
import { inject } from 'vitest';

export type InvoiceWish = {
  readonly number: string;
  /** Of a customer that the platform knows. */
  readonly customer: string;
  readonly legalEntity?: string;
  readonly issueDate?: string;
  /** Whole euros; tax of 19 per cent is added. */
  readonly net?: number;
  readonly isCreditNote?: boolean;
};

/** Answers the transaction. */
export async function handOverInvoice(wish: InvoiceWish): Promise<{ readonly id: string }> {
  const reply = await fetch(`${inject('platformUrl')}/v1/customer-invoices`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await token()}`,
      'content-type': 'application/json',
      'idempotency-key': `"${crypto.randomUUID()}"`,
    },
    body: JSON.stringify(toInvoice(wish)),
  });
  const answer = (await reply.json()) as { readonly id: string };
  if (!reply.ok) throw new Error(JSON.stringify(answer));
  return answer;
}

function toInvoice(wish: InvoiceWish) {
  const { net = 1_000, legalEntity = 'DE01', isCreditNote = false, ...rest } = wish;
  const base = createCustomerInvoice.bodies['application/json'].examples.invoice;
  const cents = net * 100;
  const [netText, tax, gross] = [cents, cents * 0.19, cents * 1.19].map(inEuros);
  return {
    ...base,
    ...rest,
    legalEntity,
    ...(isCreditNote && { typeCode: '381' }),
    taxBreakdown: [{ category: 'S', rate: '19', taxableAmount: netText, taxAmount: tax }],
    lines: base.lines.map((line) => ({
      ...line,
      quantity: '1',
      unitPrice: netText,
      netAmount: netText,
    })),
    totals: { lineNet: netText, net: netText, tax, gross, payable: gross },
  };
}

/** Whole cents of a test, not of anybody's books. */
function inEuros(cents: number): string {
  const digits = String(Math.round(cents)).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** One that was billed before, so that the ledger knows it. */
export async function someCustomer(legalEntity = 'DE01'): Promise<string> {
  const query = new URLSearchParams({ legalEntity, status: 'done', page_size: '1' });
  const reply = await fetch(`${inject('platformUrl')}/v1/transactions?${query.toString()}`, {
    headers: { authorization: `Bearer ${await token()}` },
  });
  const { items } = (await reply.json()) as { readonly items: readonly { customer: string }[] };
  return present(items[0], 'the day billed somebody').customer;
}

/** Where a transaction stands. */
export async function statusOf(id: string): Promise<string> {
  const reply = await fetch(`${inject('platformUrl')}/v1/transactions/${id}`, {
    headers: { authorization: `Bearer ${await token()}` },
  });
  return ((await reply.json()) as { readonly status: string }).status;
}

async function token(): Promise<string> {
  const { tokenUrl, clientId, clientSecret } = inject('shop');
  const reply = await fetch(tokenUrl, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: SCOPE }),
  });
  const { access_token: accessToken } = (await reply.json()) as { readonly access_token: string };
  return accessToken;
}

const SCOPE = 'invoices:write transactions:read';
