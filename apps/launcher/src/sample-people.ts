/** Made-up people of the sandbox's company: one for each role, with different rights. */

import { randomBytes } from 'node:crypto';
import type { RoleName } from '@kontor/contracts';
import type { PersonSettings } from '@kontor/server';

/** `codes`: every legal entity of the company. */
export function samplePeople(codes: readonly string[]): PersonSettings[] {
  return SAMPLE_PEOPLE.map(({ name, role, entities = codes }) => ({
    email: `${name.toLowerCase().replace(' ', '.')}@kontor.example`,
    name,
    roles: [role],
    legalEntities: [...entities],
    password: randomBytes(15).toString('base64url'),
    sample: true,
  }));
}

type SamplePerson = {
  readonly name: string;
  readonly role: RoleName;
  readonly entities?: readonly string[];
};

const SAMPLE_PEOPLE: readonly SamplePerson[] = [
  { name: 'Ana Lindqvist', role: 'finance-operations' },
  { name: 'Charles Moreau', role: 'controller' },
  { name: 'Greta Hoffmann', role: 'receivables', entities: ['DE01'] },
  { name: 'Omar Haddad', role: 'operator' },
  { name: 'Ada Byrne', role: 'auditor' },
];
