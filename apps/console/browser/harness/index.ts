export * from './closed-day.ts';
export * from './expect-no-axe-violations.ts';
export * from './find-transaction.ts';
export * from './hand-over-invoice.ts';
export * from './open-console.ts';
export * from './open-gallery.ts';
export * from './refusing.ts';
export * from './screenshot.ts';
export { forgetSignIn, type Person } from './sign-in.ts';
