export { applyCustomerPayment } from './process.ts';
export { applyCustomerPayment1 } from './process-1.ts';
