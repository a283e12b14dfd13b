/** Closes what was asked about a bank entry, when it has been answered by a rule or a person. */

import type { Queryable } from '@kontor/postgres';

export async function resolveExceptionOfEntry(
  db: Queryable,
  answer: {
    readonly bankEntryId: string;
    /** `matched`, `returned`. */
    readonly resolution: string;
    readonly by: string;
    readonly reason: string;
  },
): Promise<void> {
  await db.query({
    name: 'resolve_exception_of_entry',
    text: RESOLVE_EXCEPTION_OF_ENTRY,
    values: [answer.bankEntryId, answer.resolution, answer.by, answer.reason],
  });
}

const RESOLVE_EXCEPTION_OF_ENTRY = `
  update exception
  set status = 'resolved', resolution = $2, resolved_by = $3, resolved_reason = $4,
      resolved_at = now(), version = version + 1
  where bank_entry_id = $1 and status = 'open'
`;
