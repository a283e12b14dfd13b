export * from './bank/bank-movement.ts';
export * from './bank/open-sandbox-bank.ts';
export * from './master-data/make-company.ts';
export * from './master-data/sandbox-company.ts';
export * from './start-sandbox.ts';
