/** What is told of the deletion of records: that it was asked for, decided, and how it ended. */

import { idText, LegalEntityCode, text } from '@kontor/canon';
import Type from 'typebox';
import { defineEvent } from './event.ts';
import { EXAMPLE_IDS } from './examples.ts';
import { RecordMonthName } from './record-months.ts';
import { closed } from './wire.ts';

const deletionFacts = {
  deletion: idText('RecordDeletionId'),
  month: RecordMonthName,
  legalEntity: LegalEntityCode,
};

const exampleDeletionFacts = {
  deletion: EXAMPLE_IDS.recordDeletion,
  month: '2015-11',
  legalEntity: 'DE01',
};

export const deletionAsked = defineEvent({
  type: 'kontor.deletion.asked.v1',
  summary: 'Somebody asked for the deletion of records',
  description: 'Nothing goes until a second person agrees.',
  data: closed({ ...deletionFacts, records: Type.Integer({ minimum: 1 }), by: text(200) }),
  example: { ...exampleDeletionFacts, records: 41_200, by: 'ana@example.com' },
});

export const deletionDecided = defineEvent({
  type: 'kontor.deletion.decided.v1',
  summary: 'A second person decided about the deletion of records',
  description: 'Approved, it begins within seconds.',
  data: closed({
    ...deletionFacts,
    decision: Type.Enum(['approve', 'decline']),
    by: text(200),
  }),
  example: { ...exampleDeletionFacts, decision: 'approve', by: 'ben@example.com' },
});

export const deletionEnded = defineEvent({
  type: 'kontor.deletion.ended.v1',
  summary: 'A deletion of records ended',
  description: 'Its certificate stands in the audit trail.',
  data: closed({
    ...deletionFacts,
    outcome: Type.Enum(['done', 'expired', 'stopped']),
    records: Type.Integer({ minimum: 0 }),
    /** SHA-256 over what went, as in the certificate. */
    digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  }),
  example: {
    ...exampleDeletionFacts,
    outcome: 'done',
    records: 41_200,
    digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  },
});
