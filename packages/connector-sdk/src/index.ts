export * from './connector.ts';
export * from './http-port.ts';
export * from './outcome.ts';
