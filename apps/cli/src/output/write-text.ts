/**
 * Writes to standard output no faster than it is read; a reader that left (`| head`) ends it
 * quietly.
 */

import { once } from 'node:events';

type Output = NodeJS.WritableStream;

export function stdoutWriter(output: Output): (text: string) => Promise<void> {
  let isGone = false;
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isGone = true;
    process.exit(0); // whoever reads has seen enough
  });
  return async (text) => {
    if (!isGone && !output.write(text)) await once(output, 'drain');
  };
}
