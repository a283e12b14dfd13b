/** Every endpoint, once, in the order of the reference. A new one is a line here. */

import { listAuditEntries } from './audit-entries.ts';
import { listBankEntries } from './bank-entries.ts';
import { createBankFile, getBankFile, listBankFiles } from './bank-files.ts';
import { listBankStatements } from './bank-statements.ts';
import { getConnectionCalendar, putConnectionCalendar } from './connection-calendar.ts';
import { getConnectionFaults, putConnectionFaults } from './connection-faults.ts';
import {
  getConnection,
  listConnections,
  pauseConnection,
  refreshMasterData,
  resumeConnection,
} from './connections.ts';
import { watchConsoleChanges } from './console/changes.ts';
import { listConsoleApprovals } from './console/approvals.ts';
import { getConsoleException, listConsoleExceptions } from './console/exceptions.ts';
import { searchConsole } from './console/search.ts';
import { getConsoleTransaction } from './console/transaction.ts';
import { listConsoleTransactions } from './console/transactions.ts';
import { getConsoleProcess, listConsoleProcesses } from './console/processes.ts';
import { getConsoleViewer } from './console/viewer.ts';
import { listPreventedDuplicates } from './console/prevented.ts';
import { getConsoleReports } from './console/reports.ts';
import { getConsoleRetention } from './console/retention.ts';
import { getConsoleStatement } from './console/statement.ts';
import { getConsoleStatements } from './console/statements.ts';
import {
  getReconciliation,
  listReconciliationItems,
  listReconciliationLines,
} from './console/reconciliation.ts';
import { getConsoleConnection, listConsoleConnections } from './console/connections.ts';
import { getConsoleDrain } from './console/drain.ts';
import { cancelTransaction } from './cancellations.ts';
import { correctTransaction, listDocumentVersions, previewCorrection } from './corrections.ts';
import { getOverview } from './console/overview.ts';
import { createCustomerInvoices } from './customer-invoice-batches.ts';
import { createCustomerInvoice } from './customer-invoices.ts';
import { getDelivery, previewDeliveryReplay, replayDelivery } from './deliveries.ts';
import type { Endpoint } from './endpoint.ts';
import { listEvents } from './event-feed.ts';
import {
  createExceptionBatch,
  decideExceptionBatch,
  getExceptionBatch,
  listExceptionBatches,
  listExceptionBatchItems,
  previewExceptionBatch,
  stopExceptionBatch,
} from './exception-batches.ts';
import {
  assignException,
  commentOnException,
  getException,
  listExceptions,
  resolveException,
} from './exceptions.ts';
import { listUnknownPostings } from './unknown-postings.ts';
import {
  askHoldRelease,
  decideHoldRelease,
  getLegalHold,
  listLegalHolds,
  placeLegalHold,
} from './legal-holds.ts';
import { holdLane, listLanes, releaseLane } from './lanes.ts';
import { listLegalEntities, listPeriods, putPeriod } from './legal-entities.ts';
import { createMatches, previewMatches, reverseMatches } from './match-batches.ts';
import { createMatchRefusal, deleteMatchRefusal, listMatchRefusals } from './match-refusals.ts';
import { createMatch, getMatch, listMatches, reverseMatch } from './matches.ts';
import { listOpenItems } from './open-items.ts';
import {
  listProcessControls,
  pauseProcess,
  putProcessPriority,
  resumeProcess,
} from './process-controls.ts';
import {
  createPaymentBatch,
  getPaymentBatch,
  listPaymentBatches,
  listPaymentTransfers,
} from './payment-batches.ts';
import { createPaymentStatusReport, listPaymentStatusReports } from './payment-status-reports.ts';
import {
  askRecordDeletion,
  decideRecordDeletion,
  getRecordDeletion,
  listRecordDeletions,
} from './record-deletions.ts';
import { getRecordMonth } from './record-months.ts';
import { getControlTotals } from './reports.ts';
import { sendSandboxInvoices } from './sandbox-invoices.ts';
import {
  getTransaction,
  getTransactionStory,
  listTransactionMessages,
  listTransactions,
} from './transactions.ts';
import {
  createWebhookSubscription,
  deleteWebhookSubscription,
  getWebhookSubscription,
  listWebhookSubscriptions,
  rotateWebhookSecret,
  testWebhookSubscription,
} from './webhook-subscriptions.ts';

export const ENDPOINTS = [
  createCustomerInvoice,
  createCustomerInvoices,
  listTransactions,
  getTransaction,
  getTransactionStory,
  listTransactionMessages,
  correctTransaction,
  previewCorrection,
  listDocumentVersions,
  cancelTransaction,
  createPaymentBatch,
  listPaymentBatches,
  getPaymentBatch,
  listPaymentTransfers,
  createPaymentStatusReport,
  listPaymentStatusReports,
  createBankFile,
  listBankFiles,
  getBankFile,
  listBankStatements,
  listBankEntries,
  listOpenItems,
  createMatch,
  reverseMatch,
  createMatches,
  previewMatches,
  reverseMatches,
  listMatches,
  getMatch,
  createMatchRefusal,
  deleteMatchRefusal,
  listMatchRefusals,
  listExceptions,
  getException,
  resolveException,
  commentOnException,
  assignException,
  previewExceptionBatch,
  createExceptionBatch,
  listExceptionBatches,
  getExceptionBatch,
  listExceptionBatchItems,
  stopExceptionBatch,
  decideExceptionBatch,
  getDelivery,
  previewDeliveryReplay,
  replayDelivery,
  listConnections,
  getConnection,
  pauseConnection,
  resumeConnection,
  refreshMasterData,
  listUnknownPostings,
  getConnectionCalendar,
  putConnectionCalendar,
  listProcessControls,
  pauseProcess,
  resumeProcess,
  putProcessPriority,
  getConnectionFaults,
  putConnectionFaults,
  sendSandboxInvoices,
  listLanes,
  holdLane,
  releaseLane,
  listEvents,
  createWebhookSubscription,
  listWebhookSubscriptions,
  getWebhookSubscription,
  deleteWebhookSubscription,
  rotateWebhookSecret,
  testWebhookSubscription,
  listLegalEntities,
  listPeriods,
  putPeriod,
  getControlTotals,
  listAuditEntries,
  placeLegalHold,
  listLegalHolds,
  getLegalHold,
  askHoldRelease,
  decideHoldRelease,
  getRecordMonth,
  askRecordDeletion,
  listRecordDeletions,
  getRecordDeletion,
  decideRecordDeletion,
  getOverview,
  getConsoleViewer,
  watchConsoleChanges,
  listConsoleProcesses,
  getConsoleProcess,
  listConsoleTransactions,
  getConsoleTransaction,
  searchConsole,
  listConsoleExceptions,
  getConsoleException,
  listConsoleApprovals,
  getConsoleStatements,
  getConsoleStatement,
  getReconciliation,
  listReconciliationLines,
  listReconciliationItems,
  listConsoleConnections,
  getConsoleConnection,
  getConsoleDrain,
  getConsoleReports,
  listPreventedDuplicates,
  getConsoleRetention,
] as const satisfies readonly Endpoint[];

export type OperationId = (typeof ENDPOINTS)[number]['operationId'];
