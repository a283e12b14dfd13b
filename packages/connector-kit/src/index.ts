export * from './conformance/samples.ts';
export * from './conformance/some-reference.ts';
export * from './conformance/test-connector.ts';
export * from './published-contract.ts';
