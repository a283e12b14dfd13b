export * from './credentials.ts';
export * from './start-platform.ts';
export * from './to-company-settings.ts';
