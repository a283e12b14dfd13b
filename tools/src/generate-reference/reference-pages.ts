/** The generated pages of docs/reference, by file name, as they must be on disk. */

import { format } from 'prettier';
import { endpointsPage } from './endpoints-page.ts';
import { eventsPage } from './events-page.ts';
import { permissionsPage } from './permissions-page.ts';
import { problemsPage } from './problems-page.ts';

export const REFERENCE_FOLDER = new URL('../../../docs/reference/', import.meta.url);

export async function referencePages(): Promise<Readonly<Record<string, string>>> {
  return {
    'endpoints.md': await tidy(endpointsPage()),
    'events.md': await tidy(eventsPage()),
    'permissions.md': await tidy(permissionsPage()),
    'problems.md': await tidy(problemsPage()),
  };
}

/** So that the pages pass the same check as everything else. */
function tidy(markdown: string): Promise<string> {
  return format(markdown, { parser: 'markdown', printWidth: 100 });
}
