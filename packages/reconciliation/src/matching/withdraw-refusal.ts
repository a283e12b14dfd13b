import type { Queryable } from '@kontor/postgres';
import { writeAuditEntry } from '../record/write-audit-entry.ts';

export type RefusalWithdrawal = {
  readonly id: string;
  readonly by: string;
  readonly correlationId: string;
  readonly permitted: ReadonlySet<string>;
};

/** The rules may suggest it again. False when it is not there, or not theirs. */
export async function withdrawRefusal(
  db: Queryable,
  { id, by, correlationId, permitted }: RefusalWithdrawal,
): Promise<boolean> {
  const { rows } = await db.query<WithdrawnRow>({
    name: 'withdraw_refusal',
    text: WITHDRAW_REFUSAL,
    values: [id, [...permitted]],
  });
  const [withdrawn] = rows;
  if (!withdrawn) return false;
  await writeAuditEntry(db, {
    actor: by,
    action: 'match.refusal_withdrawn',
    subject: { kind: 'bank-entry', id: withdrawn.bank_entry_id },
    legalEntity: withdrawn.legal_entity,
    detail: {
      refusal: id,
      openItems: withdrawn.open_items,
      refusedBy: withdrawn.refused_by,
      refusedAt: withdrawn.refused_at,
    },
    correlationId,
  });
  return true;
}

const WITHDRAW_REFUSAL = `
  delete from match_refusal
  where match_refusal_id = $1 and legal_entity = any ($2)
  returning bank_entry_id, open_items, legal_entity, refused_by, refused_at
`;

type WithdrawnRow = {
  readonly bank_entry_id: string;
  readonly open_items: readonly string[];
  readonly legal_entity: string;
  readonly refused_by: string;
  readonly refused_at: string;
};
