/** The simulated systems in a process of their own, so that their work is not the server's. */

import { startSandbox } from '@kontor/sandbox';

const { folder } = JSON.parse(process.argv[2] ?? '') as { readonly folder: string };
const sandbox = await startSandbox({ dataFolder: folder });
process.send?.({
  systems: sandbox.systems.map(({ name, settings }) => ({ name, settings })),
  company: sandbox.company,
});
process.once('SIGTERM', () => void sandbox.stop().then(() => process.exit(0)));
