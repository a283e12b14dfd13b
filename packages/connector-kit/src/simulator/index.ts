export type { Call } from './call-log.ts';
export * from './faults.ts';
export * from './ledger.ts';
export * from './start-simulated-system.ts';
