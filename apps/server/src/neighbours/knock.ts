/**
 * Whether the process behind a door lives. Only the kernel that both run in is believed: it says
 * "refused" when the socket is there and nobody has it open, and it closes what a process had open
 * when that is dead and not before. No door, or one that may not be opened, says nothing.
 */

import { createConnection } from 'node:net';

export function knock(door: string): Promise<'lives' | 'dead' | 'unknown'> {
  return new Promise((resolve) => {
    const socket = createConnection(door);
    socket.on('connect', () => {
      socket.destroy();
      resolve('lives');
    });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      resolve(code === 'ECONNREFUSED' ? 'dead' : 'unknown');
    });
  });
}
