export * from './company/company-settings.ts';
export * from './compose.ts';
