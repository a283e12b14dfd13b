/** The only reader of the environment of the browser tests. */

import { join } from 'node:path';

export type BrowserConfig = {
  /** Where pictures of pages are kept; SCREENSHOTS names another folder. */
  readonly picturesFolder: string;
};

type Environment = Readonly<Record<string, string | undefined>>;

export function readBrowserConfig(environment: Environment = process.env): BrowserConfig {
  return { picturesFolder: environment['SCREENSHOTS'] ?? join(import.meta.dirname, 'pictures') };
}

/** For a run of the tests that keeps its pictures in this folder. */
export function environmentWith(picturesFolder: string): NodeJS.ProcessEnv {
  return { ...process.env, SCREENSHOTS: picturesFolder };
}
