/** What an operator tells Kontor about one bank’s folders. README.md says what lies in them. */

import Type, { type Static } from 'typebox';

const folder = { pattern: '^/', minLength: 2, maxLength: 1_000 };

export const BankFilesConfig = Type.Object(
  {
    outboxFolder: Type.String({
      title: 'Outbox',
      description: 'Where payment files are put for the bank. It must hold the folder handed-over.',
      ...folder,
    }),
    sentFolder: Type.Optional(
      Type.String({
        title: 'Sent files',
        description: 'Where the transfer program keeps what it sent, if it keeps it.',
        ...folder,
      }),
    ),
    reportsFolder: Type.Optional(
      Type.String({
        title: 'Reports',
        description: 'Where answers of the bank arrive: the folder that is watched for bank files.',
        ...folder,
      }),
    ),
  },
  { $id: 'BankFilesConfig', additionalProperties: false },
);
export type BankFilesConfig = Static<typeof BankFilesConfig>;
