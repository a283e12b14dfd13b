/** Every route, in the order of the contracts. A new one is a line here. */

import type { Route } from '../route.ts';
import { createBankFileRoute } from './bank/create-bank-file.ts';
import { getBankFileRoute } from './bank/get-bank-file.ts';
import { listBankEntriesRoute } from './bank/list-bank-entries.ts';
import { listBankFilesRoute } from './bank/list-bank-files.ts';
import { listBankStatementsRoute } from './bank/list-bank-statements.ts';
import { listConsoleApprovalsRoute } from './console/list-console-approvals.ts';
import { getConsoleExceptionRoute } from './console/get-console-exception.ts';
import { listConsoleExceptionsRoute } from './console/list-console-exceptions.ts';
import { getConsoleViewerRoute } from './console/get-console-viewer.ts';
import { listPreventedDuplicatesRoute } from './console/list-prevented-duplicates.ts';
import { getConsoleReportsRoute } from './console/get-console-reports.ts';
import { getConsoleRetentionRoute } from './console/get-console-retention.ts';
import { getConsoleStatementRoute } from './console/get-console-statement.ts';
import { getConsoleStatementsRoute } from './console/get-console-statements.ts';
import { getConsoleConnectionRoute } from './console/get-console-connection.ts';
import { getConsoleProcessRoute } from './console/get-console-process.ts';
import { listConsoleConnectionsRoute } from './console/list-console-connections.ts';
import { getConsoleTransactionRoute } from './console/get-console-transaction.ts';
import { listConsoleTransactionsRoute } from './console/list-console-transactions.ts';
import { searchConsoleRoute } from './console/search-console.ts';
import { watchConsoleChangesRoute } from './console/watch-console-changes.ts';
import { listConsoleProcessesRoute } from './console/list-console-processes.ts';
import { getReconciliationRoute } from './console/get-reconciliation.ts';
import { listReconciliationItemsRoute } from './console/list-reconciliation-items.ts';
import { listReconciliationLinesRoute } from './console/list-reconciliation-lines.ts';
import { getOverviewRoute } from './console/get-overview.ts';
import { createCustomerInvoiceRoute } from './customer-invoices/create-customer-invoice.ts';
import { createCustomerInvoicesRoute } from './customer-invoices/create-customer-invoices.ts';
import { getDeliveryRoute } from './deliveries/get-delivery.ts';
import { previewDeliveryReplayRoute } from './deliveries/preview-delivery-replay.ts';
import { replayDeliveryRoute } from './deliveries/replay-delivery.ts';
import { listEventsRoute } from './events/list-events.ts';
import { createExceptionBatchRoute } from './exception-batches/create-exception-batch.ts';
import { decideExceptionBatchRoute } from './exception-batches/decide-exception-batch.ts';
import { getExceptionBatchRoute } from './exception-batches/get-exception-batch.ts';
import { listExceptionBatchesRoute } from './exception-batches/list-exception-batches.ts';
import { listExceptionBatchItemsRoute } from './exception-batches/list-exception-batch-items.ts';
import { previewExceptionBatchRoute } from './exception-batches/preview-exception-batch.ts';
import { stopExceptionBatchRoute } from './exception-batches/stop-exception-batch.ts';
import { assignExceptionRoute } from './exceptions/assign-exception.ts';
import { commentOnExceptionRoute } from './exceptions/comment-on-exception.ts';
import { getExceptionRoute } from './exceptions/get-exception.ts';
import { listExceptionsRoute } from './exceptions/list-exceptions.ts';
import { resolveExceptionRoute } from './exceptions/resolve-exception.ts';
import { getControlTotalsRoute } from './governance/get-control-totals.ts';
import { listAuditEntriesRoute } from './governance/list-audit-entries.ts';
import { listLegalEntitiesRoute } from './legal-entities/list-legal-entities.ts';
import { listPeriodsRoute } from './legal-entities/list-periods.ts';
import { putPeriodRoute } from './legal-entities/put-period.ts';
import { getConnectionCalendarRoute } from './operations/get-connection-calendar.ts';
import { listProcessControlsRoute } from './operations/list-process-controls.ts';
import { pauseProcessRoute } from './operations/pause-process.ts';
import { putConnectionCalendarRoute } from './operations/put-connection-calendar.ts';
import { putProcessPriorityRoute } from './operations/put-process-priority.ts';
import { resumeProcessRoute } from './operations/resume-process.ts';
import { getConsoleDrainRoute } from './console/get-console-drain.ts';
import { getConnectionFaultsRoute } from './operations/get-connection-faults.ts';
import { getConnectionRoute } from './operations/get-connection.ts';
import { holdLaneRoute } from './operations/hold-lane.ts';
import { listConnectionsRoute } from './operations/list-connections.ts';
import { listLanesRoute } from './operations/list-lanes.ts';
import { listUnknownPostingsRoute } from './operations/list-unknown-postings.ts';
import { pauseConnectionRoute } from './operations/pause-connection.ts';
import { putConnectionFaultsRoute } from './operations/put-connection-faults.ts';
import { refreshMasterDataRoute } from './operations/refresh-master-data.ts';
import { releaseLaneRoute } from './operations/release-lane.ts';
import { resumeConnectionRoute } from './operations/resume-connection.ts';
import { sendSandboxInvoicesRoute } from './operations/send-sandbox-invoices.ts';
import { createPaymentBatchRoute } from './payments/create-payment-batch.ts';
import { createPaymentStatusReportRoute } from './payments/create-payment-status-report.ts';
import { getPaymentBatchRoute } from './payments/get-payment-batch.ts';
import { listPaymentBatchesRoute } from './payments/list-payment-batches.ts';
import { listPaymentStatusReportsRoute } from './payments/list-payment-status-reports.ts';
import { listPaymentTransfersRoute } from './payments/list-payment-transfers.ts';
import { askHoldReleaseRoute } from './records/ask-hold-release.ts';
import { askRecordDeletionRoute } from './records/ask-record-deletion.ts';
import { decideHoldReleaseRoute } from './records/decide-hold-release.ts';
import { decideRecordDeletionRoute } from './records/decide-record-deletion.ts';
import { getLegalHoldRoute } from './records/get-legal-hold.ts';
import { getRecordDeletionRoute } from './records/get-record-deletion.ts';
import { getRecordMonthRoute } from './records/get-record-month.ts';
import { listLegalHoldsRoute } from './records/list-legal-holds.ts';
import { listRecordDeletionsRoute } from './records/list-record-deletions.ts';
import { placeLegalHoldRoute } from './records/place-legal-hold.ts';
import { createMatchRefusalRoute } from './receivables/create-match-refusal.ts';
import { createMatchRoute } from './receivables/create-match.ts';
import { createMatchesRoute } from './receivables/create-matches.ts';
import { deleteMatchRefusalRoute } from './receivables/delete-match-refusal.ts';
import { getMatchRoute } from './receivables/get-match.ts';
import { listMatchRefusalsRoute } from './receivables/list-match-refusals.ts';
import { listMatchesRoute } from './receivables/list-matches.ts';
import { listOpenItemsRoute } from './receivables/list-open-items.ts';
import { previewMatchesRoute } from './receivables/preview-matches.ts';
import { reverseMatchRoute } from './receivables/reverse-match.ts';
import { cancelTransactionRoute } from './transactions/cancel-transaction.ts';
import { correctTransactionRoute } from './transactions/correct-transaction.ts';
import { listDocumentVersionsRoute } from './transactions/list-document-versions.ts';
import { previewCorrectionRoute } from './transactions/preview-correction.ts';
import { reverseMatchesRoute } from './receivables/reverse-matches.ts';
import { getTransactionStoryRoute } from './transactions/get-transaction-story.ts';
import { getTransactionRoute } from './transactions/get-transaction.ts';
import { listTransactionMessagesRoute } from './transactions/list-transaction-messages.ts';
import { listTransactionsRoute } from './transactions/list-transactions.ts';
import { createWebhookSubscriptionRoute } from './webhooks/create-webhook-subscription.ts';
import { deleteWebhookSubscriptionRoute } from './webhooks/delete-webhook-subscription.ts';
import { getWebhookSubscriptionRoute } from './webhooks/get-webhook-subscription.ts';
import { listWebhookSubscriptionsRoute } from './webhooks/list-webhook-subscriptions.ts';
import { rotateWebhookSecretRoute } from './webhooks/rotate-webhook-secret.ts';
import { testWebhookSubscriptionRoute } from './webhooks/test-webhook-subscription.ts';

export const ROUTES: readonly Route[] = [
  createCustomerInvoiceRoute,
  createCustomerInvoicesRoute,
  listTransactionsRoute,
  getTransactionRoute,
  getTransactionStoryRoute,
  listTransactionMessagesRoute,
  correctTransactionRoute,
  previewCorrectionRoute,
  listDocumentVersionsRoute,
  cancelTransactionRoute,
  createPaymentBatchRoute,
  listPaymentBatchesRoute,
  getPaymentBatchRoute,
  listPaymentTransfersRoute,
  createPaymentStatusReportRoute,
  listPaymentStatusReportsRoute,
  createBankFileRoute,
  listBankFilesRoute,
  getBankFileRoute,
  listBankStatementsRoute,
  listBankEntriesRoute,
  listOpenItemsRoute,
  createMatchRoute,
  reverseMatchRoute,
  createMatchesRoute,
  previewMatchesRoute,
  reverseMatchesRoute,
  listMatchesRoute,
  getMatchRoute,
  createMatchRefusalRoute,
  deleteMatchRefusalRoute,
  listMatchRefusalsRoute,
  listExceptionsRoute,
  getExceptionRoute,
  resolveExceptionRoute,
  commentOnExceptionRoute,
  assignExceptionRoute,
  previewExceptionBatchRoute,
  createExceptionBatchRoute,
  listExceptionBatchesRoute,
  getExceptionBatchRoute,
  listExceptionBatchItemsRoute,
  stopExceptionBatchRoute,
  decideExceptionBatchRoute,
  getDeliveryRoute,
  previewDeliveryReplayRoute,
  replayDeliveryRoute,
  listConnectionsRoute,
  getConnectionRoute,
  pauseConnectionRoute,
  resumeConnectionRoute,
  refreshMasterDataRoute,
  listUnknownPostingsRoute,
  getConnectionCalendarRoute,
  putConnectionCalendarRoute,
  listProcessControlsRoute,
  pauseProcessRoute,
  resumeProcessRoute,
  putProcessPriorityRoute,
  getConnectionFaultsRoute,
  putConnectionFaultsRoute,
  sendSandboxInvoicesRoute,
  listLanesRoute,
  holdLaneRoute,
  releaseLaneRoute,
  listEventsRoute,
  createWebhookSubscriptionRoute,
  listWebhookSubscriptionsRoute,
  getWebhookSubscriptionRoute,
  deleteWebhookSubscriptionRoute,
  rotateWebhookSecretRoute,
  testWebhookSubscriptionRoute,
  listLegalEntitiesRoute,
  listPeriodsRoute,
  putPeriodRoute,
  getControlTotalsRoute,
  listAuditEntriesRoute,
  placeLegalHoldRoute,
  listLegalHoldsRoute,
  getLegalHoldRoute,
  askHoldReleaseRoute,
  decideHoldReleaseRoute,
  getRecordMonthRoute,
  askRecordDeletionRoute,
  listRecordDeletionsRoute,
  getRecordDeletionRoute,
  decideRecordDeletionRoute,
  getOverviewRoute,
  getConsoleViewerRoute,
  watchConsoleChangesRoute,
  listConsoleProcessesRoute,
  getConsoleProcessRoute,
  listConsoleTransactionsRoute,
  getConsoleTransactionRoute,
  searchConsoleRoute,
  listConsoleExceptionsRoute,
  getConsoleExceptionRoute,
  listConsoleApprovalsRoute,
  getConsoleStatementsRoute,
  getConsoleStatementRoute,
  getReconciliationRoute,
  listReconciliationLinesRoute,
  listReconciliationItemsRoute,
  listConsoleConnectionsRoute,
  getConsoleConnectionRoute,
  getConsoleDrainRoute,
  getConsoleReportsRoute,
  listPreventedDuplicatesRoute,
  getConsoleRetentionRoute,
];
