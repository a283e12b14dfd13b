/** The transfers of one batch in its order, each with everything that the bank told of it. */

import type { PaymentStatus, PaymentStatusReason } from '@kontor/canon';
import type { Page, PageRequest, PaymentTransferStanding } from '@kontor/contracts';
import { parseInstant, present, type Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { moneyWire } from '../queries/money-text.ts';
import { toPage } from '../queries/page.ts';

export type PaymentTransferFilters = {
  readonly status?: PaymentStatus;
  readonly endToEndId?: string;
  /** Rejected, cancelled or contradicted. */
  readonly trouble?: boolean;
};

/** The batch is one that the caller may see. */
export async function listPaymentTransfers(
  db: Queryable,
  transactionId: string,
  filters: PaymentTransferFilters,
  page: PageRequest,
): Promise<Page<PaymentTransferStanding>> {
  const { rows } = await db.query<TransferRow>({
    name: 'list_payment_transfers',
    text: LIST_PAYMENT_TRANSFERS,
    values: [
      transactionId,
      filters.status,
      filters.endToEndId,
      filters.trouble,
      page.after ?? '0',
      page.size + 1,
    ],
  });
  return toPage(rows, page, fromTransferRow);
}

const LIST_PAYMENT_TRANSFERS = `
  with transfer as materialized (
    select *
    from payment_transfer
    where transaction_id = $1
      and ($2::text is null or status = $2)
      and ($3::text is null or end_to_end_id = $3)
      and ($4::boolean is null
        or $4 = (coalesce(status, '') in ('RJCT', 'CANC') or contradicted_by <> '{}'))
      and position > $5::integer
    order by position
    limit $6
  )
  select transfer.position::text as place, transfer.position, transfer.end_to_end_id,
    transfer.amount_minor, batch.currency, transfer.creditor_name, transfer.creditor_account,
    transfer.remittance, transfer.status, transfer.status_at, transfer.reasons,
    transfer.bank_reference, transfer.contradicted_by <> '{}' as contradicted, facts.told
  from transfer
  join payment_batch as batch on batch.transaction_id = transfer.transaction_id
  left join lateral (
    select jsonb_agg(jsonb_build_object('status', told, 'change', change, 'level', level,
             'reasons', reasons, 'report', report_id, 'exception', exception_id,
             'at', received_at) order by received_at, report_id) as told
    from payment_status_fact as fact
    where fact.transaction_id = transfer.transaction_id and fact.position = transfer.position
  ) as facts on true
  order by transfer.position
`;

type TransferRow = {
  readonly place: string;
  readonly position: number;
  readonly end_to_end_id: string;
  readonly amount_minor: string;
  readonly currency: string;
  readonly creditor_name: string;
  readonly creditor_account: string;
  readonly remittance: string | null;
  readonly status: PaymentStatus | null;
  readonly status_at: Instant | null;
  readonly reasons: PaymentStatusReason[];
  readonly bank_reference: string | null;
  readonly contradicted: boolean;
  readonly told: readonly ToldRow[] | null;
};

type Told = PaymentTransferStanding['told'][number];
type ToldRow = Omit<Told, 'exception' | 'at'> & {
  readonly exception: string | null;
  readonly at: string;
};

function fromTransferRow(row: TransferRow): PaymentTransferStanding {
  return {
    position: row.position,
    endToEndId: row.end_to_end_id,
    amount: moneyWire(row.amount_minor, row.currency),
    creditor: { name: row.creditor_name, iban: row.creditor_account },
    ...(row.remittance !== null && { remittance: row.remittance }),
    ...(row.status !== null && { status: row.status }),
    ...(row.status_at !== null && { statusAt: row.status_at }),
    reasons: row.reasons.slice(0, REASONS_MAX),
    ...(row.bank_reference !== null && { bankReference: row.bank_reference }),
    contradicted: row.contradicted,
    told: (row.told ?? []).slice(-TOLD_MAX).map(fromToldRow),
  };
}

function fromToldRow({ exception, at, reasons, ...told }: ToldRow): Told {
  return {
    ...told,
    reasons: reasons.slice(0, REASONS_MAX),
    ...(exception !== null && { exception }),
    at: present(parseInstant(at), at),
  };
}

// Limits of the contract.
const REASONS_MAX = 20;
const TOLD_MAX = 100;
