/** What was decided about processes: one row each for everywhere, and for each connection. */

import type { ProcessControl } from '@kontor/contracts';
import type { ProcessCatalogue } from '@kontor/engine';
import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export async function readControls(
  db: Queryable,
  catalogue: ProcessCatalogue,
): Promise<readonly ProcessControl[]> {
  const { rows } = await db.query<ControlRow>({ name: 'read_controls', text: READ_CONTROLS });
  const names = [...new Set(catalogue.all.map(({ name }) => name))].sort();
  return names.flatMap((process) => {
    const { title } = catalogue.latest(process);
    const own = rows.filter((row) => row.process === process);
    const everywhere = own.find(({ connection }) => connection === EVERYWHERE);
    const all = everywhere ? own : [{ ...UNDECIDED, process }, ...own];
    return all.map((row) => fromControlRow(row, title));
  });
}

export function fromControlRow(row: ControlRow, title: string): ProcessControl {
  const isEverywhere = row.connection === EVERYWHERE;
  const priority = row.priority ?? (isEverywhere ? 'normal' : undefined);
  return {
    process: row.process,
    title,
    version: row.version,
    ...(!isEverywhere && { connection: row.connection }),
    ...(priority && { priority }),
    ...(row.paused_reason !== null &&
      row.paused_at !== null && {
        paused: {
          by: row.paused_by ?? '',
          at: row.paused_at,
          reason: row.paused_reason,
          ...(row.paused_until !== null && { until: row.paused_until }),
        },
      }),
  };
}

export type ControlRow = {
  readonly process: string;
  readonly connection: string;
  readonly priority: NonNullable<ProcessControl['priority']> | null;
  readonly paused_reason: string | null;
  readonly paused_by: string | null;
  readonly paused_at: Instant | null;
  readonly paused_until: Instant | null;
  readonly version: number;
};

// A pause whose time is over is none, also before it was cleared away.
export const SELECT_CONTROL = `
  select process, connection, priority, version,
         case when is_paused then paused_reason end as paused_reason,
         case when is_paused then coalesce(name_of(paused_by), paused_by) end as paused_by,
         case when is_paused then paused_at end as paused_at,
         case when is_paused then paused_until end as paused_until
  from process_control
  cross join lateral (
    select paused_reason is not null and (paused_until is null or paused_until > now())
      as is_paused
  ) as paused
`;
const READ_CONTROLS = `${SELECT_CONTROL} order by connection`;

/** As the tables write it. */
export const EVERYWHERE = '*';
const UNDECIDED = {
  connection: EVERYWHERE,
  priority: null,
  paused_reason: null,
  paused_by: null,
  paused_at: null,
  paused_until: null,
  version: 1,
};
