/**
 * The pieces that the nouns of the API share. Every object is closed: unknown fields are refused.
 */

import { idText, InstantText, paragraph, text } from '@kontor/canon';
import type { IdKind } from '@kontor/kernel';
import Type, { type TProperties } from 'typebox';

export function closed<Properties extends TProperties>(
  properties: Properties,
  options: { readonly $id?: string; readonly description?: string } = {},
) {
  return Type.Object(properties, { ...options, additionalProperties: false });
}

/** The path parameter of one kind of id. */
export function idParams<Name extends string>(name: Name, kind: IdKind) {
  const properties = { [name]: idText(kind) } as { [Key in Name]: ReturnType<typeof idText> };
  return closed(properties);
}

/** Why a person did it: short enough for a table, long enough to be of use to an auditor. */
export const Reason = paragraph(500, 'Why, in words an auditor understands.');

/** The version that the person was looking at when they decided. */
export const Version = Type.Integer({ minimum: 1, description: 'Rises with every change.' });

/** What a second person says of what somebody asked for. */
export const SecondDecision = closed({
  decision: Type.Enum(['approve', 'decline']),
  reason: Reason,
  version: Version,
});

/** The name of a configured connection, for example `sap-main`. */
export const ConnectionName = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
  description: 'Name of a configured connection.',
  examples: ['sap-main'],
});

/** The name of a process, for example `create-customer-invoice`. */
export const ProcessName = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,62}$',
  description: 'Name of a process.',
  examples: ['create-customer-invoice'],
});

/** One name for everything that one request caused, in every system and every log line. */
export const CorrelationId = Type.String({
  pattern: '^[A-Za-z0-9._:-]{1,64}$',
  description: 'One name for everything that one request caused.',
});

/** What is wrong with an input, said so that its sender can mend it. */
export const DefectWire = closed(
  { code: text(100), at: Type.String({ maxLength: 1_000 }), detail: paragraph(2_000) },
  { $id: 'Defect', description: 'One thing that is wrong, where, and what would be right.' },
);

/** Somebody, by the name they are called; an application is called by its id. */
export const Person = closed({ id: text(200), name: text(200) });

/** A thing that a sentence, a chapter or an audit entry is about. */
export const Reference = closed(
  {
    kind: Type.String({
      pattern: '^[a-z][a-z0-9-]{0,40}$',
      examples: ['transaction', 'delivery', 'ledger-document', 'bank-entry'],
    }),
    id: text(200),
    /** The system that knows it by this id; absent when it is ours. */
    system: Type.Optional(text(63)),
  },
  { $id: 'Reference' },
);

/** How much waits and how old the oldest of it is. */
export const backlogFields = {
  waiting: Type.Integer({ minimum: 0 }),
  oldestWaitingAt: Type.Optional(InstantText),
};

/** From a moment on (included) and until another (excluded). */
export const fromTo = { from: Type.Optional(InstantText), to: Type.Optional(InstantText) };

/** A request or a reply of another system, with secrets and account numbers masked. */
export const MaskedMessage = closed(
  {
    /** `POST /sap/opu/odata4/…`, or `201`. */
    line: Type.String({ maxLength: 2_000 }),
    headers: Type.Record(Type.String(), Type.String()),
    /** Cut at 64 kB; absent when there was none. */
    body: Type.Optional(Type.String({ maxLength: 65_536 })),
  },
  { $id: 'MaskedMessage' },
);
