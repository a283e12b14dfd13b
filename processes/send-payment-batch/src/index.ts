export { sendPaymentBatch } from './process.ts';
export { messageIdOf } from './to-operations.ts';
