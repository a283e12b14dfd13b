/** Legal entities and their fiscal periods. Posting into a closed period is refused at the door. */

import { Country, Currency, InstantText, LegalEntityCode, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { EXAMPLE_TIME } from './examples.ts';
import { closed, Version } from './wire.ts';

export const LegalEntity = closed(
  {
    code: LegalEntityCode,
    name: text(300),
    /** Of its books. */
    currency: Currency,
    country: Type.Optional(Country),
  },
  { $id: 'LegalEntity' },
);
export type LegalEntity = Static<typeof LegalEntity>;

export const PeriodName = Type.String({
  pattern: '^\\d{4}-(0[1-9]|1[0-6])$',
  description: 'Fiscal year and period; 13 to 16 are the special periods of year-end.',
  examples: ['2026-03'],
});

export const PeriodStatus = Type.Enum(['open', 'closed']);

export const Period = closed(
  {
    legalEntity: LegalEntityCode,
    period: PeriodName,
    status: PeriodStatus,
    changedBy: Type.Optional(text(200)),
    changedAt: Type.Optional(InstantText),
    /** The ETag of it is `"v<version>"`. */
    version: Version,
  },
  { $id: 'Period' },
);
export type Period = Static<typeof Period>;

const examplePeriod = {
  legalEntity: 'DE01',
  period: '2026-03',
  status: 'open',
  changedBy: 'ana@example.com',
  changedAt: EXAMPLE_TIME,
  version: 12,
};

export const listLegalEntities = endpoint({
  method: 'GET',
  path: '/v1/legal-entities',
  operationId: 'listLegalEntities',
  tag: 'Legal entities',
  summary: 'List legal entities',
  description: 'Those of the token; there are few, so no pages.',
  permission: 'legal-entities:read',
  audit: { none: 'Names of companies.' },
  idempotency: { none: 'Reading.' },
  replies: {
    200: {
      description: 'All legal entities of the token.',
      body: closed({ items: Type.Array(LegalEntity, { maxItems: 1_000 }) }),
      example: {
        items: [{ code: 'DE01', name: 'Beispiel GmbH', currency: 'EUR', country: 'DE' }],
      },
    },
  },
  problems: [],
});

export const listPeriods = endpoint({
  method: 'GET',
  path: '/v1/legal-entities/{code}/periods',
  operationId: 'listPeriods',
  tag: 'Legal entities',
  summary: 'List fiscal periods',
  description: 'Latest first.',
  permission: 'legal-entities:read',
  audit: { none: 'States of periods.' },
  idempotency: { none: 'Reading.' },
  params: closed({ code: LegalEntityCode }),
  replies: {
    200: {
      description: 'The periods.',
      body: closed({ items: Type.Array(Period, { maxItems: 1_000 }) }),
      example: { items: [examplePeriod] },
    },
  },
  problems: ['not_found'],
});

export const putPeriod = endpoint({
  method: 'PUT',
  path: '/v1/legal-entities/{code}/periods/{period}',
  operationId: 'putPeriod',
  tag: 'Legal entities',
  summary: 'Open or close a fiscal period',
  description:
    'Send the `version` you read as `If-Match: "v12"`. What already waits for the period is ' +
    'told by its exceptions, not lost.',
  permission: 'periods:write',
  audit: { action: 'period.changed', subject: 'period' },
  idempotency: { none: 'If-Match lets it happen once.' },
  headers: ['If-Match'],
  params: closed({ code: LegalEntityCode, period: PeriodName }),
  bodies: {
    'application/json': {
      kind: 'json',
      schema: closed({ status: PeriodStatus }),
      bytesMax: JSON_BYTES_MAX,
      examples: { close: { status: 'closed' } },
    },
  },
  replies: {
    200: {
      description: 'Changed.',
      body: Period,
      example: { ...examplePeriod, status: 'closed', version: 13 },
      headers: ['ETag'],
    },
  },
  problems: ['not_found'],
});
