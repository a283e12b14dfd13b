/** Orders payments as an application does, for tests that need a batch. */

import { bankingDayOf, dayKindOf, plusDays, systemClock } from '@kontor/kernel';
import { inject } from 'vitest';

export type PaymentWish = {
  readonly number: string;
  /** Who is paid; the sandbox's bank knows some names that it cannot pay. */
  readonly creditors: readonly string[];
};

/** Answers the transaction. */
export async function orderPayments(wish: PaymentWish): Promise<{ readonly id: string }> {
  const { number, creditors } = wish;
  const reply = await fetch(`${inject('platformUrl')}/v1/payment-batches`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await token()}`,
      'content-type': 'application/json',
      'idempotency-key': `"${crypto.randomUUID()}"`,
    },
    body: JSON.stringify({
      ...{ legalEntity: 'DE01', number, currency: 'EUR', executionDay: nextBankingDay() },
      debtor: { name: 'Alster Instruments GmbH', iban: inject('houseAccount') },
      transfers: creditors.map((name, index) => ({
        endToEndId: `${number}-${index + 1}`,
        amount: `${index + 1}00.00`,
        creditor: { name, iban: 'DE89370400440532013000' },
      })),
    }),
  });
  const answer = (await reply.json()) as { readonly id: string };
  if (!reply.ok) throw new Error(JSON.stringify(answer));
  return answer;
}

function nextBankingDay(): string {
  let day = plusDays(bankingDayOf(systemClock.now()), 1);
  while (dayKindOf(day, 'EUR').kind !== 'banking') day = plusDays(day, 1);
  return day;
}

async function token(): Promise<string> {
  const { tokenUrl, clientId, clientSecret } = inject('treasury');
  const reply = await fetch(tokenUrl, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'payments:write' }),
  });
  const { access_token: accessToken } = (await reply.json()) as { readonly access_token: string };
  return accessToken;
}
