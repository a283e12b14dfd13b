/**
 * The sandbox in a process of its own, for the stage that started it: says in one line of JSON
 * where its systems are and how a connection reaches them.
 */

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { present } from '@kontor/kernel';
import { startSandbox } from '@kontor/sandbox';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    ready: { type: 'string' },
    customers: { type: 'string' },
  },
});
const sandbox = await startSandbox({
  dataFolder: present(values.data, '--data names a folder'),
  customers: Number.parseInt(present(values.customers, '--customers says how many'), 10),
});
const systems = sandbox.systems.map(({ name, url, controlUrl, settings }) => {
  return { name, url, controlUrl, settings };
});
writeFileSync(present(values.ready, '--ready names a file'), JSON.stringify(systems));
process.once('SIGTERM', () => void sandbox.stop().then(() => process.exit(0)));
