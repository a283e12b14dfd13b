export * from './advance.ts';
export * from './definition.ts';
export * from './effect-reference.ts';
export { evolve, placeOf } from './evolve.ts';
export * from './messages.ts';
export * from './reference-data.ts';
export * from './state.ts';
