export * from './company/company-settings.ts';
export * from './compose.ts';
export * from './connections/open-connection.ts';
export * from './reference-data/open-reference-data.ts';
