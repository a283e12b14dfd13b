/** What an operator tells Kontor about one SAP S/4HANA tenant. README.md says where to find it. */

import Type, { type Static } from 'typebox';

export const SapS4hanaConfig = Type.Object(
  {
    baseUrl: Type.String({
      title: 'API address',
      description: 'https://<tenant>-api.s4hana.cloud.sap, from the communication arrangement.',
      pattern: '^https?://[^\\s]+$',
    }),
    user: Type.String({
      title: 'Communication user',
      description: 'The user of the communication system that both arrangements share.',
      minLength: 1,
      pattern: '^[^:]*$', // HTTP Basic ends the name at the first colon
    }),
    password: Type.String({ title: 'Password', minLength: 8, writeOnly: true }),
    companyCodes: Type.Record(
      Type.String({ pattern: '^[A-Z0-9]{2,10}$' }),
      Type.String({ pattern: '^[A-Z0-9]{1,4}$' }),
      {
        title: 'Company codes',
        description: 'For each of our legal entities, the company code that keeps its books.',
      },
    ),
    chartOfAccounts: Type.String({
      title: 'Chart of accounts',
      description: 'YCOA in a standard tenant.',
      pattern: '^[A-Z0-9]{1,4}$',
    }),
    documentTypes: Type.Optional(
      Type.Object(
        {
          invoice: Type.Optional(documentType('Customer invoice', 'DR')),
          creditNote: Type.Optional(documentType('Customer credit note', 'DG')),
          payment: Type.Optional(documentType('Incoming payment', 'DZ')),
        },
        { title: 'Document types', additionalProperties: false },
      ),
    ),
    createdByUser: Type.Optional(
      Type.String({
        title: 'Creator',
        description: 'Who is shown as the creator of journal entries, up to 12 characters.',
        default: 'KONTOR',
        minLength: 1,
        maxLength: 12,
      }),
    ),
    language: Type.Optional(
      Type.String({
        title: 'Language of account names',
        default: 'EN',
        pattern: '^[A-Z]{2}$',
      }),
    ),
  },
  { $id: 'SapS4hanaConfig', additionalProperties: false },
);
export type SapS4hanaConfig = Static<typeof SapS4hanaConfig>;

function documentType(title: string, standard: string) {
  return Type.String({ title, default: standard, pattern: '^[A-Z0-9]{2}$' });
}
