export { madeDatabases, type MadeDatabases } from './made-databases.ts';
export * from './test-database.ts';
