/**
 * Control totals: what came in is what went out, was refused, cancelled or taken back, is parked or
 * still on its way (guarantee G10), counted and summed per process, legal entity and currency.
 */

import { Currency, DecimalText, InstantText, LegalEntityCode } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { EXAMPLE_TIME } from './examples.ts';
import { closed, fromTo, ProcessName } from './wire.ts';

/** How many, and how much together. */
export const ControlTotal = closed(
  { count: Type.Integer({ minimum: 0 }), amount: DecimalText },
  { $id: 'ControlTotal' },
);

export const ControlTotals = closed(
  {
    /** The moment that the numbers are true for: they come from one snapshot. */
    asOf: InstantText,
    rows: Type.Array(
      closed({
        process: ProcessName,
        legalEntity: LegalEntityCode,
        currency: Currency,
        accepted: ControlTotal,
        working: ControlTotal,
        waiting: ControlTotal,
        parked: ControlTotal,
        done: ControlTotal,
        refused: ControlTotal,
        /** By whoever handed it over or a person, before anything was sent. */
        cancelled: ControlTotal,
        takenBack: ControlTotal,
        /** accepted = the sum of the other seven, in count and amount. */
        balanced: Type.Boolean(),
      }),
      { maxItems: 10_000 },
    ),
  },
  { $id: 'ControlTotals' },
);
export type ControlTotals = Static<typeof ControlTotals>;

export const getControlTotals = endpoint({
  method: 'GET',
  path: '/v1/reports/control-totals',
  operationId: 'getControlTotals',
  tag: 'Governance',
  summary: 'Read control totals',
  description: 'Of what was accepted from `from` (included) to `to` (excluded).',
  permission: 'reports:read',
  audit: { none: 'Sums, no single document.' },
  idempotency: { none: 'Reading.' },
  query: closed({
    ...fromTo,
    process: Type.Optional(ProcessName),
    legalEntity: Type.Optional(LegalEntityCode),
  }),
  replies: {
    200: {
      description: 'The totals.',
      body: ControlTotals,
      example: {
        asOf: EXAMPLE_TIME,
        rows: [
          {
            process: 'create-customer-invoice',
            legalEntity: 'DE01',
            currency: 'EUR',
            accepted: { count: 10, amount: '11900.00' },
            working: { count: 0, amount: '0.00' },
            waiting: { count: 0, amount: '0.00' },
            parked: { count: 1, amount: '1190.00' },
            done: { count: 8, amount: '9520.00' },
            refused: { count: 1, amount: '1190.00' },
            cancelled: { count: 0, amount: '0.00' },
            takenBack: { count: 0, amount: '0.00' },
            balanced: true,
          },
        ],
      },
    },
  },
  problems: ['legal_entity_forbidden'],
});
