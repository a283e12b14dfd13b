/** What the run and its test files agree on. */

export const TEMPLATE_DATABASE = 'kontor_template';

/** The same server, another database. */
export function inDatabase(connectionString: string, database: string): string {
  const url = new URL(connectionString);
  url.pathname = `/${database}`;
  return url.href;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the server that global-setup.ts started. */
    databaseServer: string;
  }
}
