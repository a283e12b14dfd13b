/**
 * The first version: it knew no approval, and fixed the posting day before the claim. Transactions
 * that began with it end with it.
 */

import type { CustomerPayment } from '@kontor/canon';
import { present } from '@kontor/kernel';
import { defineProcess, enrich } from '@kontor/process';
import { postingDay } from './posting-day.ts';
import { applyCustomerPayment } from './process.ts';

const about = present(applyCustomerPayment.about, 'every process says what it is for');
const { 'write-off': _later, posting = '', ...others } = about.steps;

export const applyCustomerPayment1 = defineProcess<CustomerPayment>({
  ...applyCustomerPayment,
  version: 1,
  about: { ...about, steps: { posting, ...others } },
  steps: [
    enrich('posting', postingDay),
    ...applyCustomerPayment.steps.filter(({ kind }) => kind !== 'approve' && kind !== 'enrich'),
  ],
});
