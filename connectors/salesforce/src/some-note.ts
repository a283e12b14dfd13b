import type { AccountNote } from '@kontor/canon';

/** A note for tests; what a test is about is said in the test. */
export function someNote(change: Partial<AccountNote> = {}): AccountNote {
  return {
    reference: '01HZX4T9KQ3M7W2B5C8D',
    legalEntity: 'DE01',
    customer: 'C10042',
    subject: 'invoice',
    number: 'RE-2026-000123',
    status: 'posted',
    day: '2026-03-31',
    amount: '1190.00',
    currency: 'EUR',
    documentNumber: '1800000042',
    ...change,
  };
}
