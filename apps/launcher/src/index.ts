export * from './credentials.ts';
export * from './start-platform.ts';
