/** Newest first, with what each of them did. */

import type { Page, PageRequest, PaymentStatusReportView } from '@kontor/contracts';
import type { Defect, Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { placeAfter, toPage } from '../queries/page.ts';

export type StatusReportFilters = {
  readonly status?: PaymentStatusReportView['status'];
  readonly legalEntity?: string;
  readonly batch?: string;
};

export async function listStatusReports(
  db: Queryable,
  permitted: ReadonlySet<string>,
  filters: StatusReportFilters,
  page: PageRequest,
): Promise<Page<PaymentStatusReportView>> {
  const { rows } = await db.query<ReportRow & { readonly place: string }>({
    name: 'list_status_reports',
    text: LIST_STATUS_REPORTS,
    values: [
      [...permitted],
      filters.status,
      filters.legalEntity,
      filters.batch,
      ...placeAfter(page),
      page.size + 1,
    ],
  });
  return toPage(rows, page, fromReportRow);
}

/** Undefined when it is not there, or of a legal entity that is not permitted. */
export async function findStatusReport(
  db: Queryable,
  { id, permitted }: { readonly id: string; readonly permitted: ReadonlySet<string> },
): Promise<PaymentStatusReportView | undefined> {
  const { rows } = await db.query<ReportRow>({
    name: 'find_status_report',
    text: FIND_STATUS_REPORT,
    values: [id, [...permitted]],
  });
  return rows[0] && fromReportRow(rows[0]);
}

const REPORT_COLUMNS = `
  report.report_id, report.message_id, report.original_message_id, report.status, report.reasons,
  report.legal_entity, report.transaction_id, report.told_at, report.received_at, report.name,
  report.size_bytes, report.content_hash, counted.transfers, counted.moved, counted.conflicts
`;

const REPORT_COUNTS = `
  left join lateral (
    select count(*)::integer as transfers,
      (count(*) filter (where change = 'moved'))::integer as moved,
      (count(*) filter (where change = 'conflict'))::integer as conflicts
    from payment_status_fact as fact
    where fact.report_id = report.report_id
  ) as counted on true
`;

const FIND_STATUS_REPORT = `
  select ${REPORT_COLUMNS}
  from payment_status_report as report
  ${REPORT_COUNTS}
  where report.report_id = $1 and report.legal_entity = any ($2)
`;

const LIST_STATUS_REPORTS = `
  with report as materialized (
    select *, jsonb_build_array(received_at::text, report_id)::text as place
    from payment_status_report
    where legal_entity = any ($1)
      and ($2::text is null or status = $2)
      and ($3::text is null or legal_entity = $3)
      and ($4::text is null or transaction_id = $4)
      and ($5::timestamptz is null or (received_at, report_id) < ($5, $6))
    order by received_at desc, report_id desc
    limit $7
  )
  select report.place, ${REPORT_COLUMNS}
  from report
  ${REPORT_COUNTS}
  order by report.received_at desc, report.report_id desc
`;

type ReportRow = {
  readonly report_id: string;
  readonly message_id: string;
  readonly original_message_id: string;
  readonly status: PaymentStatusReportView['status'];
  readonly reasons: Defect[];
  readonly legal_entity: string;
  readonly transaction_id: string | null;
  readonly told_at: string;
  readonly received_at: Instant;
  readonly name: string | null;
  readonly size_bytes: string;
  readonly content_hash: string;
  readonly transfers: number;
  readonly moved: number;
  readonly conflicts: number;
};

function fromReportRow(row: ReportRow): PaymentStatusReportView {
  return {
    id: row.report_id,
    messageId: row.message_id,
    originalMessageId: row.original_message_id,
    status: row.status,
    reasons: row.reasons,
    legalEntity: row.legal_entity,
    ...(row.transaction_id !== null && { batch: row.transaction_id }),
    toldAt: row.told_at,
    receivedAt: row.received_at,
    ...(row.name !== null && { name: row.name.slice(0, NAME_CHARACTERS_MAX) }),
    bytes: Number.parseInt(row.size_bytes, 10),
    sha256: row.content_hash,
    transfers: row.transfers,
    moved: row.moved,
    conflicts: row.conflicts,
  };
}

/** What the contract of a report holds. */
const NAME_CHARACTERS_MAX = 255;
