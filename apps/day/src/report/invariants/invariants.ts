/** Everything that has to hold at the end of the day, in the order of the report. */

import type { Evidence } from '../evidence.ts';
import type { Finding } from '../finding.ts';
import { answersExpected } from './answers-expected.ts';
import { contractsKept } from './contracts-kept.ts';
import { controlTotalsAgree } from './control-totals-agree.ts';
import { eventsComplete } from './events-complete.ts';
import { everythingAudited } from './everything-audited.ts';
import { invoicesAgree } from './invoices-agree.ts';
import { nothingBroke } from './nothing-broke.ts';
import { nothingDoubled } from './nothing-doubled.ts';
import { nothingLost } from './nothing-lost.ts';
import { notesAgree } from './notes-agree.ts';
import { orderKept } from './order-kept.ts';
import { paymentsPostedOnce } from './payments-posted-once.ts';
import { receiptsAgree } from './receipts-agree.ts';
import { statementsBooked } from './statements-booked.ts';
import { webhooksComplete } from './webhooks-complete.ts';

export const INVARIANTS: readonly ((evidence: Evidence) => Finding)[] = [
  nothingLost,
  nothingDoubled,
  orderKept,
  invoicesAgree,
  receiptsAgree,
  paymentsPostedOnce,
  controlTotalsAgree,
  notesAgree,
  eventsComplete,
  webhooksComplete,
  everythingAudited,
  statementsBooked,
  answersExpected,
  contractsKept,
  nothingBroke,
];
