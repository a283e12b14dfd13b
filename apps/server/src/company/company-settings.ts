/**
 * What an operator tells Kontor about the company: its legal entities with periods, tax codes and
 * bank accounts, the connections to its systems, and the applications that may call. One JSON
 * document, read at every start; it may hold credentials, so it is kept readable by its owner
 * alone.
 */

import { Country, Currency, DecimalText, LegalEntityCode, text } from '@kontor/canon';
import { PERMISSION_NAMES, ROLE_NAMES } from '@kontor/contracts';
import Type, { type Static } from 'typebox';
import { RetentionSettings } from '../retention/retention-terms.ts';

function closed<Properties extends Parameters<typeof Type.Object>[0]>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false });
}

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const AccountNumber = Type.String({ pattern: '^[A-Z0-9]{1,10}$' });
const ConnectionName = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' });

export const LegalEntitySettings = closed({
  code: LegalEntityCode,
  name: text(300),
  country: Country,
  vatId: Type.Optional(text(50)),
  /** Of its books. */
  currency: Currency,
  /** That it may invoice in. */
  currencies: Type.Array(Currency, { minItems: 1 }),
  /** Where revenue goes when a line names no account. */
  revenueAccount: AccountNumber,
  /** Credit notes above it need a second person. */
  creditNoteApprovalAbove: DecimalText,
  /** Where written-off differences of receipts go. */
  differenceAccount: AccountNumber,
  /** Largest difference of a receipt that is written off without asking, by currency. */
  tolerances: Type.Record(Currency, DecimalText),
  /** Write-offs by a person above it need a second one, by currency; empty: nobody is asked. */
  writeOffApprovalAbove: Type.Optional(Type.Record(Currency, DecimalText)),
  /** Connection that keeps its books. */
  ledger: ConnectionName,
  /** Connection that its sales people look at. */
  crm: ConnectionName,
  /** Connection that takes its payments to the bank; without it, it orders none. */
  bank: Type.Optional(ConnectionName),
  /**
   * Batches of payments above it need a second person, by currency. In a currency that is not named
   * every batch does.
   */
  paymentApprovalAbove: Type.Optional(Type.Record(Currency, DecimalText)),
  periods: Type.Array(
    closed({
      period: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-6])$' }),
      firstDay: Day,
      lastDay: Day,
      status: Type.Enum(['open', 'closed']),
    }),
  ),
  taxCodes: Type.Array(
    closed({
      code: text(10),
      category: text(10),
      /** Per cent, the shortest decimal: `19`, `7.7`, `0`. */
      rate: Type.String({ pattern: '^\\d{1,3}(\\.\\d{0,5}[1-9])?$' }),
      account: AccountNumber,
    }),
  ),
  bankAccounts: Type.Array(
    closed({
      /** IBAN, or the bank's own number. */
      account: text(70),
      currency: Currency,
      ledgerAccount: AccountNumber,
      name: text(140),
    }),
  ),
});
export type LegalEntitySettings = Static<typeof LegalEntitySettings>;

export const ConnectionSettings = closed({
  name: ConnectionName,
  /** Which connector it is an instance of. */
  connector: text(63),
  /** As the connector's own schema says; may hold secrets. */
  settings: Type.Unknown(),
  concurrency: Type.Integer({ minimum: 1, maximum: 64 }),
  ratePerSecond: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  /** Shown to operators, who are reminded; nothing stops on that day by itself. */
  credentialsExpireOn: Type.Optional(Day),
});
export type ConnectionSettings = Static<typeof ConnectionSettings>;

export const ApplicationSettings = closed({
  /** The OAuth client id. */
  clientId: Type.String({ pattern: '^[A-Za-z0-9._-]{1,100}$' }),
  name: text(200),
  /** Kept as a hash; at least 128 bits of randomness. */
  clientSecret: Type.Optional(Type.String({ minLength: 22, maxLength: 200, writeOnly: true })),
  /** Public keys for `private_key_jwt`, instead of a secret. */
  jwks: Type.Optional(Type.Unknown()),
  permissions: Type.Array(Type.Enum([...PERMISSION_NAMES]), { minItems: 1 }),
  legalEntities: Type.Array(LegalEntityCode, { minItems: 1 }),
});
export type ApplicationSettings = Static<typeof ApplicationSettings>;

export const PersonSettings = closed({
  /** Their subject: how they are named in the audit trail. */
  email: Type.String({ pattern: '^[^@\\s]{1,64}@[^@\\s]{1,189}$' }),
  name: text(200),
  roles: Type.Array(Type.Enum([...ROLE_NAMES]), { minItems: 1 }),
  legalEntities: Type.Array(LegalEntityCode, { minItems: 1 }),
  /** Of `npm run password`: what is kept instead of the password. */
  passwordHash: Type.Optional(Type.String({ pattern: '^scrypt\\$', maxLength: 200 })),
  /** Instead of the hash, where the file is nobody else's. */
  password: Type.Optional(Type.String({ minLength: 12, maxLength: 200, writeOnly: true })),
  /** Made up for a first run: may sign in by a click while only this machine can call. */
  sample: Type.Optional(Type.Boolean()),
});
export type PersonSettings = Static<typeof PersonSettings>;

export const CompanySettings = closed({
  name: text(300),
  legalEntities: Type.Array(LegalEntitySettings, { minItems: 1 }),
  connections: Type.Array(ConnectionSettings),
  applications: Type.Array(ApplicationSettings),
  /** From which size on a decision about many exceptions needs a second person. */
  bulkActions: Type.Optional(
    closed({
      approvalAboveCount: Type.Integer({ minimum: 0, maximum: 10_000 }),
      /** In any one currency; 100000 where a currency is not named. */
      approvalAboveValue: Type.Record(Currency, DecimalText),
    }),
  ),
  /** How long records are kept; never shorter than the least. */
  retention: Type.Optional(RetentionSettings),
  /** Who may sign in at the embedded authorization server; without effect with another issuer. */
  people: Type.Optional(Type.Array(PersonSettings)),
});
export type CompanySettings = Static<typeof CompanySettings>;
