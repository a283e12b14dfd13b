/**
 * What a schema is, in lines that two databases can be compared by: tables with their columns,
 * indexes, constraints, triggers, functions, views and sequences, as PostgreSQL itself writes them.
 */

import type pg from 'pg';

export async function catalogueOf(pool: pg.Pool): Promise<readonly string[]> {
  const lines = await Promise.all(
    STATEMENTS.map(async (statement) => {
      const { rows } = await pool.query<{ line: string }>(statement);
      return rows.map(({ line }) => line);
    }),
  );
  return lines.flat().toSorted();
}

const OURS = `(select oid from pg_namespace where nspname = 'public')`;

const STATEMENTS = [
  // In the order in which they stand in the row: an insert without names depends on it.
  `select 'column ' || relname || '.' || row_number() over (partition by attrelid order by attnum)
     || ' ' || attname || ' ' || format_type(atttypid, atttypmod)
     || case when attnotnull then ' not null' else '' end || ' identity=' || attidentity::text
     || ' storage=' || attstorage::text
     || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') as line
   from pg_attribute
   join pg_class on pg_class.oid = attrelid
   left join pg_attrdef on adrelid = attrelid and adnum = attnum
   where relnamespace = ${OURS} and relkind in ('r', 'p') and attnum > 0 and not attisdropped`,
  `select 'table ' || relname || ' ' || relkind::text || ' ' || relpersistence::text
     || coalesce(' ' || pg_get_partkeydef(oid), '')
     || coalesce(' ' || pg_get_expr(relpartbound, oid), '')
     || coalesce(' ' || array_to_string(reloptions, ','), '') as line
   from pg_class where relnamespace = ${OURS} and relkind in ('r', 'p', 'S')`,
  `select 'index ' || pg_get_indexdef(indexrelid)
     || case when indisvalid then '' else ' invalid' end as line
   from pg_index join pg_class on pg_class.oid = indrelid where relnamespace = ${OURS}`,
  `select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
     || ' validated=' || convalidated || ' parent=' || (conparentid <> 0) as line
   from pg_constraint where connamespace = ${OURS} and conrelid <> 0`,
  `select 'trigger ' || pg_get_triggerdef(pg_trigger.oid) || ' enabled=' || tgenabled::text as line
   from pg_trigger join pg_class on pg_class.oid = tgrelid
   where relnamespace = ${OURS} and not tgisinternal`,
  `select 'function ' || pg_get_functiondef(oid) as line
   from pg_proc where pronamespace = ${OURS}`,
  `select 'view ' || relname || ' ' || pg_get_viewdef(oid) as line
   from pg_class where relnamespace = ${OURS} and relkind in ('v', 'm')`,
];
