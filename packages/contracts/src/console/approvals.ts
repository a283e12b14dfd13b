/** The Approvals place: what waits for a second person, with all that they need to decide. */

import { idText, InstantText, LegalEntityCode, MoneyWire, paragraph, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { FieldChange } from '../corrections.ts';
import { endpoint } from '../endpoint.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../examples.ts';
import { closed, Person, ProcessName, Version } from '../wire.ts';

const Fact = closed({ term: text(100), value: text(500) });
const totals = Type.Array(MoneyWire, { maxItems: 200 });

export const Approval = closed(
  {
    /** Of the exception, the batch, the legal hold or the deletion. */
    id: text(40),
    kind: Type.Enum(['document', 'batch', 'legal_hold', 'record_deletion'], {
      description:
        'document: decided by resolving its exception with approve or decline; batch: decided by ' +
        'the decision of the batch; legal_hold: by the decision about its release; ' +
        'record_deletion: by the decision about it.',
    }),
    title: text(300),
    /** One sentence: what is asked. */
    question: paragraph(1_000),
    legalEntities: Type.Array(LegalEntityCode, { maxItems: 1_000 }),
    party: Type.Optional(text(300)),
    totals,
    requestedBy: Person,
    requestedAt: InstantText,
    dueAt: Type.Optional(InstantText),
    /** What it is about, beside what it replaces, where it replaces something. */
    facts: Type.Array(Fact, { maxItems: 30 }),
    before: Type.Optional(Type.Unknown()),
    after: Type.Optional(Type.Unknown()),
    changes: Type.Array(FieldChange, { maxItems: 1_000 }),
    ifApproved: Type.Array(paragraph(1_000), { maxItems: 20 }),
    ifDeclined: Type.Array(paragraph(1_000), { maxItems: 20 }),
    /** Why this person cannot decide; absent when they can. */
    obstacle: Type.Optional(paragraph(500)),
    transaction: Type.Optional(idText('TransactionId')),
    process: Type.Optional(ProcessName),
    version: Version,
  },
  { $id: 'Approval' },
);
export type Approval = Static<typeof Approval>;

export const listConsoleApprovals = endpoint({
  method: 'GET',
  path: '/v1/console/approvals',
  operationId: 'listConsoleApprovals',
  tag: 'Console',
  summary: 'Read what waits for a second person',
  description:
    'What waits longest comes first; at most two hundred of a kind. One’s own requests are shown with the ' +
    'sentence why one cannot decide about them. Documents are shown to those who may read them.',
  permission: 'exceptions:read',
  audit: { none: 'Documents and amounts; account numbers are masked.' },
  idempotency: { none: 'Reading.' },
  replies: {
    200: {
      description: 'Everything that waits.',
      body: closed({
        items: Type.Array(Approval, { maxItems: 800 }),
        /** Whether there are more than are shown. */
        more: Type.Boolean(),
      }),
      example: {
        items: [
          {
            id: EXAMPLE_IDS.exception,
            kind: 'document',
            title: 'Credit note CN-17 to Muster GmbH',
            question: 'This credit note is above the limit of its legal entity. May it be posted?',
            legalEntities: ['DE01'],
            party: 'Muster GmbH',
            totals: [{ amount: '-60000.00', currency: 'EUR' }],
            requestedBy: { id: 'ana@example.com', name: 'Ana Lindqvist' },
            requestedAt: EXAMPLE_TIME,
            dueAt: '2026-04-01T08:15:30.000Z',
            facts: [{ term: 'Refers to', value: 'Invoice 2026-00417 of 2026-03-31' }],
            changes: [],
            ifApproved: ['It goes on in its place.'],
            ifDeclined: ['It ends here: nothing was sent, and nothing will be.'],
            transaction: EXAMPLE_IDS.transaction,
            version: 1,
          },
        ],
        more: false,
      },
    },
  },
  problems: [],
});
