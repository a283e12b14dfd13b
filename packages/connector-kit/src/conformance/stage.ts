/** One simulator, the tampering proxy before it, and the connector as the engine would run it. */

import {
  memorySession,
  openHttpPort,
  secretsOf,
  type ConnectorContext,
  type HttpExchange,
} from '@kontor/connector-sdk';
import { systemClock } from '@kontor/kernel';
import { expect } from 'vitest';
import type { Static, TObject } from 'typebox';
import type { SimulatedSystem } from '../simulator/index.ts';
import type { ConnectorTestOptions } from './samples.ts';
import { startTamperingProxy, type TamperingProxy } from './tampering-proxy.ts';

export type Stage<Config extends TObject = TObject> = {
  readonly system: SimulatedSystem;
  readonly proxy: TamperingProxy;
  /** The usual connection. */
  readonly context: ConnectorContext<Static<Config>>;
  /** A further connection with other settings or to another address. */
  connect(change: ConnectionChange<Config>): ConnectorContext<Static<Config>>;
  /** Keeps what a connector said, so that it can be searched for secrets. */
  heard<Said>(said: Said): Said;
  /**
   * The connector ends its requests; nobody listens any more at the address of the proxy, or the
   * folder is gone.
   */
  disconnect(): Promise<void>;
  /** Brings a folder back that is gone; what listened at an address does not come back. */
  reconnect(): Promise<void>;
};

export type ConnectionChange<Config extends TObject> = {
  readonly config?: Static<Config>;
  readonly baseUrl?: string;
};

/** Runs `play` on a stage, then searches everything that was seen and said for secrets. */
export async function onStage<Config extends TObject>(
  options: ConnectorTestOptions<Config>,
  play: (stage: Stage<Config>) => Promise<void>,
): Promise<void> {
  const isSignIn = options.isSignIn ?? (({ path }) => path.endsWith('/token'));
  const system = await options.startSimulator();
  const proxy = await startTamperingProxy({ target: system.url, isSignIn });
  const closes: (() => Promise<void>)[] = [];
  const observed: HttpExchange[] = [];
  const heard: unknown[] = [];
  const secrets = new Set(secretsOf(options.connector.config, options.config));

  const connect = ({ config = options.config, baseUrl = proxy.url }: ConnectionChange<Config>) => {
    const settings = 'baseUrl' in config ? { ...config, baseUrl } : config;
    const configSecrets = secretsOf(options.connector.config, settings);
    for (const secret of configSecrets) secrets.add(secret);
    const { port, close } = openHttpPort({
      baseUrl,
      timeoutMs: TIMEOUT_MS,
      clock: systemClock,
      secrets: configSecrets,
      observe: (exchange) => observed.push(exchange),
    });
    closes.push(close);
    const session = memorySession(systemClock);
    return { config: settings, http: port, clock: systemClock, session };
  };

  try {
    await play({
      system,
      proxy,
      context: connect({}),
      connect,
      heard(said) {
        heard.push(said);
        return said;
      },
      disconnect: () => options.folder?.takeAway() ?? proxy.stop(),
      reconnect: async () => options.folder?.bringBack(),
    });
    const shown = JSON.stringify([observed, heard]);
    for (const secret of [...secrets, ...[...proxy.credentials].flatMap(credentialsIn)]) {
      expect(shown.includes(secret), 'a secret was shown in an exchange or an outcome').toBe(false);
    }
  } finally {
    await Promise.all(closes.map((close) => close()));
    await proxy.stop();
    await system.stop();
  }
}

/** `Bearer abc` gives `abc`; what Basic encodes is searched for by its parts, too. */
function credentialsIn(header: string): string[] {
  return [header.replace(/^(Basic|Bearer)\s+/i, '')].filter(({ length }) => length >= 4);
}

/** A lost reply is noticed at once; only a connector that waits for nothing takes this long. */
const TIMEOUT_MS = 3_000;
