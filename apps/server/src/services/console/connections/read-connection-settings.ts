import type { Queryable } from '@kontor/postgres';
import {
  JOIN_MASTER_DATA,
  MASTER_DATA_COLUMNS,
  type MasterDataRow,
} from '../../operations/connection-parts.ts';

export type ConnectionSettingsRow = MasterDataRow & {
  readonly concurrency: number;
  readonly rate_per_second: number | null;
};

/** What a connection may do at once, and what was read from it. */
export async function readConnectionSettings(
  db: Queryable,
  name: string,
): Promise<ConnectionSettingsRow | undefined> {
  const { rows } = await db.query<ConnectionSettingsRow>({
    name: 'read_connection_settings_of',
    text: READ_CONNECTION_SETTINGS,
    values: [name],
  });
  return rows[0];
}

const READ_CONNECTION_SETTINGS = `
  select connection.concurrency, connection.rate_per_second,
         ${MASTER_DATA_COLUMNS}
  from connection
  ${JOIN_MASTER_DATA}
  where connection.name = $1
`;
