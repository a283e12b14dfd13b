import type { StoryFacts } from '@kontor/governance';
import type { Instant, TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

type StatusReportFacts = NonNullable<StoryFacts['statusReports']>[number];

/** What the bank reported on the batch, a line for each status and what it did. */
export async function readStoryReports(
  db: Queryable,
  id: TransactionId,
): Promise<readonly StatusReportFacts[]> {
  const { rows } = await db.query<StoryReportRow>({
    name: 'read_story_reports',
    text: READ_STORY_REPORTS,
    values: [id],
  });
  return rows.map(({ report_id, message_id, received_at, lines }) => {
    return { reportId: report_id, messageId: message_id, at: received_at, lines };
  });
}

const READ_STORY_REPORTS = `
  select report.report_id, report.message_id, report.received_at,
    jsonb_agg(jsonb_build_object('status', line.told, 'change', line.change,
      'transfers', line.transfers) order by line.transfers desc, line.told) as lines
  from payment_status_report as report
  join (
    select report_id, told, change, count(*)::integer as transfers
    from payment_status_fact
    where transaction_id = $1
    group by report_id, told, change
  ) as line on line.report_id = report.report_id
  where report.transaction_id = $1 and report.status = 'taken'
  group by report.report_id
  order by report.received_at, report.report_id
  limit 500
`;

type StoryReportRow = {
  readonly report_id: string;
  readonly message_id: string;
  readonly received_at: Instant;
  readonly lines: StatusReportFacts['lines'];
};
