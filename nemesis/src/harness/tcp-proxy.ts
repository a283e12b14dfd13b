/**
 * The network between two processes, as one that can fail: everything passes, or nothing, or only
 * one way. What is held back while it fails is what a real network would hold in its buffers: it
 * arrives when the network is back, unless the connections are forgotten.
 */

import { createConnection, createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export type Weather =
  | 'clear'
  /** Nothing arrives, in no direction. */
  | 'parted'
  /** Requests arrive, replies do not. */
  | 'replies held'
  /** Replies arrive, requests do not. */
  | 'requests held';

export type TcpProxy = {
  readonly port: number;
  /** How many connections were ever opened. */
  opened(): number;
  set(weather: Weather): void;
  /** Cuts every connection, as a peer that restarts does. */
  reset(): void;
  /**
   * The connections of now never carry a byte again and never end, as when a firewall forgets them.
   */
  forget(): void;
  close(): Promise<void>;
};

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const links = new Set<Link>();
  let weather: Weather = 'clear';
  let opened = 0;
  const server = createServer({ allowHalfOpen: false }, (near) => {
    opened += 1;
    const far = createConnection({ port: targetPort, host: '127.0.0.1' });
    const link: Link = { near, far, isForgotten: false };
    links.add(link);
    const end = () => {
      if (link.isForgotten) return;
      links.delete(link);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.setNoDelay(true).on('error', end).on('close', end);
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => near.write(bytes));
    obey(link, weather);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (link: Link) => {
    links.delete(link);
    link.near.destroy();
    link.far.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    opened: () => opened,
    set(next) {
      weather = next;
      for (const link of links) obey(link, weather);
    },
    reset: () => links.forEach(cut),
    forget() {
      for (const link of links) {
        link.isForgotten = true;
        obey(link, 'parted');
      }
    },
    async close() {
      links.forEach(cut);
      server.close();
      await once(server, 'close');
    },
  };
}

type Link = { readonly near: Socket; readonly far: Socket; isForgotten: boolean };

/** A paused socket is read no further: its sender believes that all is well. */
function obey({ near, far, isForgotten }: Link, weather: Weather): void {
  const holdsRequests = isForgotten || weather === 'parted' || weather === 'requests held';
  const holdsReplies = isForgotten || weather === 'parted' || weather === 'replies held';
  if (holdsRequests) near.pause();
  else near.resume();
  if (holdsReplies) far.pause();
  else far.resume();
}
