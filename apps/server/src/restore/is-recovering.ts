/**
 * Whether a backup was restored of late. What was handed over and posted in the time that is
 * missing may be handed over again, as a new transaction with new references: so until nobody does
 * that any more, systems are asked for documents by what the business calls them before they are
 * sent.
 */

import type pg from 'pg';

export async function isRecovering(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ recovers: boolean }>({
    name: 'is_recovering',
    text: IS_RECOVERING,
    values: [RECOVERY_DAYS],
  });
  return rows[0]?.recovers === true;
}

const IS_RECOVERING = `
  select exists (
    select from restore where held_at > now() - make_interval(days => $1::integer)) as recovers
`;

/**
 * A quarter of a year: by then its books are closed, and no application asks for them again. It
 * costs a call for each document, which nobody notices.
 */
export const RECOVERY_DAYS = 90;
