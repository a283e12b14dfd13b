/** Who is signed in to the console, and to which platform: what every screen's frame shows. */

import { InstantText, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from '../endpoint.ts';
import { LegalEntity } from '../legal-entities.ts';
import { PERMISSION_NAMES } from '../permission.ts';
import { ROLE_NAMES, ROLES } from '../roles.ts';
import { closed } from '../wire.ts';

export const ConsoleViewer = closed(
  {
    /** As it stands in the audit trail. */
    subject: text(200),
    name: text(200),
    email: Type.Optional(text(254)),
    /** None where another issuer says what people may do. */
    roles: Type.Array(
      closed({ name: Type.Enum([...ROLE_NAMES]), title: text(60), sentence: text(200) }),
    ),
    permissions: Type.Array(Type.Enum([...PERMISSION_NAMES])),
    /** Those that the person may see and act for. */
    legalEntities: Type.Array(LegalEntity, { maxItems: 1_000 }),
    /** When they have to sign in again; absent for a caller with an access token. */
    sessionEndsAt: Type.Optional(InstantText),
    installation: closed({
      company: text(300),
      /** Its systems are simulated: there are switches for faults, and nothing is real. */
      isSandbox: Type.Boolean(),
      hasSamplePeople: Type.Boolean(),
      version: text(30),
    }),
  },
  { $id: 'ConsoleViewer' },
);
export type ConsoleViewer = Static<typeof ConsoleViewer>;

export const getConsoleViewer = endpoint({
  method: 'GET',
  path: '/v1/console/viewer',
  operationId: 'getConsoleViewer',
  tag: 'Console',
  summary: 'Read who is signed in',
  description: 'The name of who asks, what they may do and for whom, and which platform this is.',
  permission: 'console:use',
  audit: { none: 'A person reads about themselves.' },
  idempotency: { none: 'Reading.' },
  replies: {
    200: {
      description: 'Who asks.',
      body: ConsoleViewer,
      example: {
        subject: 'greta.hoffmann@kontor.example',
        name: 'Greta Hoffmann',
        email: 'greta.hoffmann@kontor.example',
        roles: [
          {
            name: 'receivables',
            title: ROLES.receivables.title,
            sentence: ROLES.receivables.sentence,
          },
        ],
        permissions: [...ROLES.receivables.permissions],
        legalEntities: [{ code: 'DE01', name: 'Beispiel GmbH', currency: 'EUR', country: 'DE' }],
        sessionEndsAt: '2026-03-31T20:15:30.000Z',
        installation: {
          company: 'Beispiel Group',
          isSandbox: true,
          hasSamplePeople: true,
          version: '0.1.0',
        },
      },
    },
  },
  problems: [],
});
