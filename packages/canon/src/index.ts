export * from './bank-statement.ts';
export * from './customer-invoice.ts';
export * from './invoice.ts';
export * from './party.ts';
export * from './wire.ts';
