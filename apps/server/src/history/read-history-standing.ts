import type pg from 'pg';

/** Of one table of history that is cut by the month. */
export type HistoryStanding = {
  readonly name: string;
  /** Months after this one that have a part of their own. */
  readonly monthsAhead: number;
  /** Rows in none of them: their month was not made in time, or their id is not of our making. */
  readonly rowsWithoutMonth: number;
};

export async function readHistoryStanding(pool: pg.Pool): Promise<readonly HistoryStanding[]> {
  const { rows } = await pool.query<HistoryStanding>({
    name: 'read_history_standing',
    text: READ_HISTORY_STANDING,
  });
  return rows;
}

const READ_HISTORY_STANDING = `
  select name, months_ahead as "monthsAhead", rows_without_month as "rowsWithoutMonth"
  from history_standing
  order by name
`;
