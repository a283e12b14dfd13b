import { type SearchHit } from '@kontor/contracts';
import { idPattern, type Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { cutLine } from '../../wire/cut-text.ts';
import { HITS_MAX } from './group-of.ts';

/** By the beginning of its name, or by its id. */
export async function findBankFiles(
  db: Queryable,
  { text, entities }: { readonly text: string; readonly entities: readonly string[] },
): Promise<readonly SearchHit[]> {
  const isId = new RegExp(idPattern('BankFileId')).test(text.toLowerCase());
  const { rows } = await db.query<FileRow>({
    text: isId ? FIND_BY_ID : FIND_BY_NAME,
    values: [isId ? text.toLowerCase() : beginningOf(text), entities, HITS_MAX + 1],
  });
  return rows.map((row) => ({
    kind: 'bank-file',
    id: row.bank_file_id,
    title: cutLine(row.name ?? row.bank_file_id, 300),
    sentence: STATUSES[row.status] ?? 'Being read',
    at: row.received_at,
  }));
}

/** For `like`; what means something to it is meant as it stands. */
function beginningOf(text: string): string {
  return `${text.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

const SELECT_FILE = `
  select bank_file_id, name, status, received_at
  from bank_file
`;
const FIND_BY_ID = `
  ${SELECT_FILE}
  where bank_file_id = $1 and legal_entities && $2::text[]
  limit $3
`;
const FIND_BY_NAME = `
  ${SELECT_FILE}
  where name is not null and lower(name) like $1 and legal_entities && $2::text[]
  order by received_at desc
  limit $3
`;

type FileRow = {
  readonly bank_file_id: string;
  readonly name: string | null;
  readonly status: string;
  readonly received_at: Instant;
};

const STATUSES: Readonly<Record<string, string>> = {
  booked: 'Bank file, booked',
  waiting: 'Bank file, waits for the statement before it',
  quarantined: 'Bank file in quarantine: it could not be proved',
  information: 'Bank file for information',
  duplicate: 'Bank file that was here before',
};
