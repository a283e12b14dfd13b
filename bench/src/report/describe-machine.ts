/** What a figure depends on most, as half a sentence. */

import { cpus, freemem, loadavg, platform, release, totalmem } from 'node:os';

export function describeMachine(): string {
  const cores = cpus();
  const gibibytes = (bytes: number) => `${Math.round(bytes / 2 ** 30)} GiB`;
  return [
    `${cores.length} cores of ${cores[0]?.model.trim() ?? 'a processor without a name'}`,
    `${gibibytes(totalmem())} of memory, ${gibibytes(freemem())} of it free`,
    `${platform()} ${release()}`,
    `Node ${process.versions.node}`,
    `a load of ${loadavg()[0]?.toFixed(1)} before it began`,
  ].join(', ');
}
