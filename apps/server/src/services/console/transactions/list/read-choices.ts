import type { ConsoleTransactions } from '@kontor/contracts';
import type { ProcessCatalogue } from '@kontor/engine';
import type { Queryable } from '@kontor/postgres';

type Choices = NonNullable<ConsoleTransactions['choices']>;

/** What the filters of the list may be set to: of the caller's legal entities only. */
export async function readChoices(
  { db, catalogue }: { readonly db: Queryable; readonly catalogue: ProcessCatalogue },
  legalEntities: readonly string[],
): Promise<Choices> {
  const [applications, entities] = await Promise.all([
    db.query<{ value: string; label: string }>({
      name: 'read_application_choices',
      text: READ_APPLICATION_CHOICES,
      values: [legalEntities],
    }),
    db.query<EntityRow>({
      name: 'read_entity_choices',
      text: READ_ENTITY_CHOICES,
      values: [legalEntities],
    }),
  ]);
  const names = [...new Set(catalogue.all.map(({ name }) => name))].sort();
  const currencies = new Set(entities.rows.flatMap((row) => [row.currency, ...row.currencies]));
  return {
    processes: names.map((name) => ({ value: name, label: catalogue.latest(name).title })),
    // What Kontor starts by itself has no application.
    applications: [...applications.rows, { value: 'kontor', label: 'Kontor itself' }],
    legalEntities: entities.rows.map(({ value, label }) => ({ value, label })),
    currencies: [...currencies].sort().map((code) => ({ value: code, label: code })),
  };
}

const READ_APPLICATION_CHOICES = `
  select application_id as value, name as label
  from application
  where legal_entities && $1::text[]
  order by name, application_id
  limit 999
`;
const READ_ENTITY_CHOICES = `
  select code as value, name as label, currency, currencies
  from legal_entity
  where code = any($1::text[])
  order by code
  limit 1000
`;

type EntityRow = {
  readonly value: string;
  readonly label: string;
  readonly currency: string;
  readonly currencies: readonly string[];
};
