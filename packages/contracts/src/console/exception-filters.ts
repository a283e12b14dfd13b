/** What the queue of exceptions and a decision about many of them choose by. */

import { Day, LegalEntityCode, text } from '@kontor/canon';
import Type from 'typebox';
import { ConnectionName, ProcessName } from '../wire.ts';

export const Cause = Type.String({
  pattern: '^[a-z][a-z0-9_]{0,60}$',
  examples: ['period_closed'],
});
const Span = Type.String({
  pattern: '^[1-9]\\d{0,3}[hd]$',
  description: 'Hours or days: `4h`, `7d`.',
  examples: ['24h'],
});
export const ExceptionKind = Type.Enum(['delivery', 'approval', 'receipt', 'file']);

/** What both the list and a batch choose exceptions by. */
export const exceptionFilters = {
  /** Open unless said. */
  status: Type.Optional(Type.Enum(['open', 'resolved', 'any'])),
  cause: Type.Optional(Cause),
  kind: Type.Optional(ExceptionKind),
  legalEntity: Type.Optional(LegalEntityCode),
  /** `me`, `nobody`, or whom it was given to. */
  assignee: Type.Optional(text(200)),
  process: Type.Optional(ProcessName),
  connection: Type.Optional(ConnectionName),
  olderThan: Type.Optional(Span),
  youngerThan: Type.Optional(Span),
  /** Days (UTC), both included: as the reports count them. */
  openedFrom: Type.Optional(Day),
  openedUntil: Type.Optional(Day),
  overdue: Type.Optional(Type.Boolean()),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
  /** Without their sign, in `currency`. */
  valueFrom: Type.Optional(Type.String({ pattern: '^\\d{1,20}(\\.\\d{1,4})?$' })),
  valueTo: Type.Optional(Type.String({ pattern: '^\\d{1,20}(\\.\\d{1,4})?$' })),
  number: Type.Optional(text(140)),
};
