/**
 * The audit trail: who did what to what, when and why; chained by hashes, so that it can be proved.
 */

import { idText, InstantText, LegalEntityCode, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { EXAMPLE_IDS, EXAMPLE_TIME } from './examples.ts';
import { listQuery, pageOf } from './paging.ts';
import { closed, CorrelationId, fromTo, Reason, Reference } from './wire.ts';

export const AuditEntry = closed(
  {
    id: idText('AuditEntryId'),
    /** Without gaps. As text, because it outgrows a JSON number. */
    sequence: Type.String({ pattern: '^\\d{1,20}$' }),
    at: InstantText,
    /** The person or application: subject of the token. */
    actor: text(200),
    /** What the person is called now; absent for applications and for Kontor itself. */
    actorName: Type.Optional(text(200)),
    application: Type.Optional(text(100)),
    action: text(100),
    subject: Reference,
    legalEntity: Type.Optional(LegalEntityCode),
    reason: Type.Optional(Reason),
    outcome: Type.Enum(['done', 'refused']),
    correlationId: Type.Optional(CorrelationId),
    /** SHA-256 of the entry in canonical form (RFC 8785), hexadecimal. */
    hash: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
  },
  { $id: 'AuditEntry' },
);
export type AuditEntry = Static<typeof AuditEntry>;

export const listAuditEntries = endpoint({
  method: 'GET',
  path: '/v1/audit-entries',
  operationId: 'listAuditEntries',
  tag: 'Governance',
  summary: 'List audit entries',
  description: 'Newest first.',
  permission: 'audit:read',
  audit: { action: 'audit_trail.read', subject: 'legalEntity' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    action: Type.Optional(text(100)),
    actor: Type.Optional(text(200)),
    subject: Type.Optional(text(200)),
    legalEntity: Type.Optional(LegalEntityCode),
    ...fromTo,
  }),
  replies: {
    200: {
      description: 'One page of audit entries.',
      body: pageOf(AuditEntry),
      example: {
        items: [
          {
            id: EXAMPLE_IDS.auditEntry,
            sequence: '1041',
            at: EXAMPLE_TIME,
            actor: 'shop',
            application: 'shop',
            action: 'customer_invoice.accepted',
            subject: { kind: 'transaction', id: EXAMPLE_IDS.transaction },
            legalEntity: 'DE01',
            outcome: 'done',
          },
        ],
      },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden'],
});
