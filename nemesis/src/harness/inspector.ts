/** Runs code inside a running server, by the debugger of Node: what no switch of ours could do. */

import { once } from 'node:events';
import { assert } from '@kontor/kernel';

/** The process was started with `--inspect=127.0.0.1:port`. Does not wait for the code to end. */
export async function runInside(port: number, code: string): Promise<void> {
  const reply = await fetch(`http://127.0.0.1:${port}/json/list`);
  const [target] = (await reply.json()) as readonly { readonly webSocketDebuggerUrl: string }[];
  assert(target !== undefined, 'the process can be debugged');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await once(socket, 'open');
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: code } }));
  await once(socket, 'message');
  socket.close();
}
