/** How long invoices took from being accepted to being in the ledger, by its own book. */

import { numberOf } from './judge.ts';
import type { Stage } from './stage.ts';

export type Delay = { readonly customer: string; readonly ms: number };

/** Of those in the ledger whose numbers begin with `prefix`. */
export async function delaysToLedger(
  { database, sandbox }: Stage,
  prefix: string,
): Promise<readonly Delay[]> {
  const { rows } = await database.pool.query<AcceptedRow>(ACCEPTED, [prefix]);
  const accepted = new Map(rows.map((row) => [row.number, row]));
  return (await sandbox.books('sap-s4hana')).flatMap((entry) => {
    const row = accepted.get(numberOf(entry));
    return row ? [{ customer: row.customer, ms: Date.parse(entry.at) - row.accepted_ms }] : [];
  });
}

const ACCEPTED = `
  select number, customer, (extract(epoch from accepted_at) * 1000)::float8 as accepted_ms
  from transaction
  where starts_with(number, $1)
`;

type AcceptedRow = {
  readonly number: string;
  readonly customer: string;
  readonly accepted_ms: number;
};
