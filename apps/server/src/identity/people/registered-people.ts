/** The people of the company's settings, as they are in the database now. */

import { isRoleName } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import type { People, Person } from './person.ts';

export function registeredPeople(db: Queryable): People {
  return {
    async find(subject) {
      const { rows } = await db.query<PersonRow>({
        name: 'find_person',
        text: FIND_PERSON,
        values: [subject],
      });
      return rows[0] && fromPersonRow(rows[0]);
    },
    async listSamples() {
      const { rows } = await db.query<PersonRow>({
        name: 'list_sample_people',
        text: LIST_SAMPLE_PEOPLE,
      });
      return rows.map(fromPersonRow);
    },
  };
}

const FIND_PERSON = `
  select subject, name, roles, legal_entities, password_hash, is_sample
  from person
  where subject = $1 and password_hash is not null and not disabled
`;
const LIST_SAMPLE_PEOPLE = `
  select subject, name, roles, legal_entities, password_hash, is_sample
  from person
  where is_sample and password_hash is not null and not disabled
  order by created_at, subject
  limit 20
`;

type PersonRow = {
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly legal_entities: readonly string[];
  readonly password_hash: string;
  readonly is_sample: boolean;
};

function fromPersonRow(row: PersonRow): Person {
  return {
    subject: row.subject,
    name: row.name,
    // A role that a later version took away gives nothing.
    roles: row.roles.filter(isRoleName),
    legalEntities: row.legal_entities,
    passwordHash: row.password_hash,
    isSample: row.is_sample,
  };
}
