/** Runs the sandbox as a process of its own until it is told to stop. */

import { readConfig } from './config.ts';
import { startSandbox } from './start-sandbox.ts';

const config = readConfig();
if (config.kind === 'usage') {
  process.stdout.write(config.text);
  process.exit(2);
}

const sandbox = await startSandbox(config.options).catch((error: Error) => {
  // Mostly a port that is taken: the message says which, a stack trace would hide it.
  process.stderr.write(`The sandbox cannot start: ${error.message}\n`);
  process.exit(1);
});
const lines = [
  `Page        ${sandbox.pageUrl}`,
  ...sandbox.systems.map(
    ({ title, url, controlUrl }) => `${title.padEnd(12)}${url}  (controls ${controlUrl})`,
  ),
];
process.stdout.write(`${lines.join('\n')}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void sandbox.stop().then(() => process.exit(0));
  });
}
