export type { DayClients, DayOptions } from './play/day-options.ts';
export { playDay } from './play/play-day.ts';
export { progressOn, silentProgress, type Progress } from './play/progress.ts';
export { openBatchSender, type Batch } from './play/send-batch.ts';
export type { DayReport } from './report/day-report.ts';
export { printDayReport } from './report/print-day-report.ts';
