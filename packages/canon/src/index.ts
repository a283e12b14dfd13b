export * from './bank-statement.ts';
export * from './customer-invoice.ts';
export * from './invoice.ts';
export * from './ledger-operations.ts';
export * from './party.ts';
export * from './receivables-operations.ts';
export * from './wire.ts';
