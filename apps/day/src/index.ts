export { playDay, type DayClients, type DayOptions } from './play/play-day.ts';
export { progressOn, silentProgress, type Progress } from './play/progress.ts';
export type { DayReport } from './report/day-report.ts';
export { printDayReport } from './report/print-day-report.ts';
