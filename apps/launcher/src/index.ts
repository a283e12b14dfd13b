export * from './console/build-console.ts';
export * from './credentials.ts';
export * from './start-platform.ts';
export * from './to-company-settings.ts';
export { dayOptions, DAY_REQUESTS_PER_MINUTE } from './day-options.ts';
