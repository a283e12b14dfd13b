export {
  importBankFile,
  type ArrivingFile,
  type ImportedFile,
  type ImportOutcome,
  type Office,
} from './import/import-bank-file.ts';
export { inChainOrder } from './import/chain.ts';
export { discardUnfinishedImports } from './import/discard-unfinished-imports.ts';
export {
  makeMatches,
  type MakeMatchesOutcome,
  type MatchesRefusal,
  type NewMatches,
} from './matching/make-matches.ts';
export {
  matchBankEntries,
  type EntryOutcome,
  type MatchingRound,
} from './matching/match-bank-entries.ts';
export type { MatchRequest } from './matching/plan-match.ts';
export { previewMatches, type MatchPreview } from './matching/preview-matches.ts';
export type { Quicker } from './matching/read-quicker.ts';
export { retryEntry, type EntryRetry } from './matching/retry-entry.ts';
export {
  reverseMatch,
  type MatchReversal,
  type ReverseMatchOutcome,
} from './matching/reverse-match.ts';
export { refuseMatch, type NewRefusal } from './matching/refuse-match.ts';
export { withdrawRefusal, type RefusalWithdrawal } from './matching/withdraw-refusal.ts';
export { suggestMatches } from './matching/suggest-matches.ts';
export {
  suggestionsForEntries,
  suggestionsForEntry,
  type EntrySuggestion,
} from './matching/suggestions-for-entry.ts';
export { suggestionsForItems } from './matching/suggestions-for-items.ts';
export type { MatchDifference } from './matching/record-match.ts';
export type { MatchingPolicy, OpenAmount, Receipt, Suggestion } from './matching/types.ts';
export {
  USUAL_RULES,
  type AskUndo,
  type MatchingOffice,
  type MatchingRules,
  type PaymentStart,
  type StartProcess,
  type UndoAnswer,
} from './ports.ts';
export {
  receivablesOperations,
  type ReceivablesOperation,
  type ReceivablesOperations,
} from './receivables-connector.ts';
export {
  importPaymentStatusReport,
  type ArrivingReport,
  type ImportedReport,
  type ReportOutcome,
} from './payments/import-payment-status-report.ts';
export {
  findPaymentBatch,
  listPaymentBatches,
  type PaymentBatchFilters,
} from './payments/list-payment-batches.ts';
export {
  listPaymentTransfers,
  type PaymentTransferFilters,
} from './payments/list-payment-transfers.ts';
export {
  findStatusReport,
  listStatusReports,
  type StatusReportFilters,
} from './payments/list-status-reports.ts';
export { registerPaymentBatch, type PaymentBatchEntry } from './payments/register-payment-batch.ts';
export { countPrevented, type Prevented } from './record/count-prevented.ts';
export { findBankFile } from './queries/find-bank-file.ts';
export { findMatch } from './queries/find-match.ts';
export { listBankEntries, type BankEntryFilters } from './queries/list-bank-entries.ts';
export { listBankFiles, type BankFileFilters } from './queries/list-bank-files.ts';
export { listBankStatements, type BankStatementFilters } from './queries/list-bank-statements.ts';
export { listMatches, type MatchFilters } from './queries/list-matches.ts';
export { listRefusals, type RefusalFilters } from './queries/list-refusals.ts';
export { listOpenItems, type OpenItemFilters } from './queries/list-open-items.ts';
