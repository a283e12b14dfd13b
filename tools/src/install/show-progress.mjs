/**
 * One line that moves while npm works: packages that have arrived, of those expected. Rewritten in
 * place on a terminal; elsewhere one line at the start and one at the end.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {{ folder: string, lock: import('./is-installed.mjs').Lock,
 *   out?: { isTTY?: boolean, write(text: string): unknown } }} options
 * @returns {{ done(): void, stop(): void }}
 */
export function showProgress({ folder, lock, out = process.stderr }) {
  const startedMs = performance.now();
  const expected = expectedIn(lock);
  const total = expected.length;
  const seconds = () => Math.round((performance.now() - startedMs) / 1000);
  const tick = () => {
    // npm makes all folders at once; a package has arrived with its manifest.
    const arrived = expected.filter((path) => existsSync(join(folder, path, 'package.json')));
    const now = arrived.length < total ? `${arrived.length} of ${total} packages` : LAST_STEP;
    out.write(`\r${CLEAR}Installing: ${now}, ${seconds()} s`);
  };
  const timer = out.isTTY ? setInterval(tick, REDRAW_MS) : undefined;
  if (!timer) out.write(`Installing ${total} packages with npm …\n`);
  const stop = () => {
    clearInterval(timer);
    if (timer) out.write(`\r${CLEAR}`);
  };
  return {
    done() {
      stop();
      out.write(`Installed ${total} packages in ${seconds()} s\n`);
    },
    stop,
  };
}

/**
 * Packages for other platforms are in the lock but not in the folder; those that may be missing do
 * not count.
 * @param {import('./is-installed.mjs').Lock} lock
 */
function expectedIn(lock) {
  return Object.entries(lock.packages ?? {})
    .filter(([path, { link, optional }]) => path.startsWith(FOLDER) && !link && !optional)
    .map(([path]) => path.slice(FOLDER.length));
}

const FOLDER = 'node_modules/';
/** The package `node` fetches the runtime when everything else is there. */
const LAST_STEP = 'now the Node that Kontor runs on';

const REDRAW_MS = 250;
const CLEAR = '\u001b[2K';
