import type { Exception, listExceptions as contract, Page, PageRequest } from '@kontor/contracts';
import type { ProcessCatalogue } from '@kontor/engine';
import type { Queryable } from '@kontor/postgres';
import type { Call, FiltersOf } from '../../gateway/services.ts';
import { filter, mapPage, readPage } from '../listing/read-page.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { fromExceptionRow, SELECT_EXCEPTION, type ExceptionRow } from './exception-row.ts';

/** The one that has waited longest comes first. */
export async function listExceptions(
  { db, catalogue }: { readonly db: Queryable; readonly catalogue: ProcessCatalogue },
  call: Call,
  filters: FiltersOf<typeof contract>,
  page: PageRequest,
): Promise<Page<Exception>> {
  const rows = await readPage<ExceptionRow>(
    db,
    {
      name: 'list_exceptions',
      select: SELECT_EXCEPTION,
      conditions: [
        { sql: 'exception.legal_entity = any($::text[])', value: legalEntitiesOf(call) },
        // Written out, so that the index of what is open serves the list that everybody looks at.
        filters.status === 'open'
          ? { sql: `exception.status = 'open' and $ = 'open'`, value: 'open' }
          : undefined,
        filter('exception.status = $', filters.status === 'open' ? undefined : filters.status),
        filter('exception.code = $', filters.kind),
        filter('exception.legal_entity = $', filters.legalEntity),
        filter('exception.transaction_id = $', filters.transaction),
      ],
      order: {
        keys: [
          { sql: 'exception.opened_at', type: 'timestamptz' },
          { sql: 'exception.exception_id', type: 'text' },
        ],
        direction: 'asc',
      },
    },
    page,
  );
  return mapPage(rows, (row) => fromExceptionRow(row, catalogue));
}
