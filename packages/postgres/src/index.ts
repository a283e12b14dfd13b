export * from './embedded/free-port.ts';
export * from './embedded/start-embedded-postgres.ts';
export * from './in-transaction.ts';
export * from './is-database-away.ts';
export * from './migrate.ts';
export * from './pool.ts';
export * from './queryable.ts';
