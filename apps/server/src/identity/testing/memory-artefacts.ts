/** Artefacts of one process, for suites without a database. */

import type { AdapterPayload } from 'oidc-provider';
import type { Artefacts } from '../artefacts/artefacts.ts';

export function memoryArtefacts(): Artefacts {
  const kept = new Map<string, AdapterPayload>();
  const name = (kind: string, id: string) => JSON.stringify([kind, id]);
  return {
    find: async (kind, id) => kept.get(name(kind, id)),
    findByUid: async (kind, uid) =>
      [...kept].find(([key, { uid: own }]) => own === uid && key.startsWith(`["${kind}"`))?.[1],
    keep: async (kind, id, payload) => void kept.set(name(kind, id), payload),
    async consume(kind, id) {
      const payload = kept.get(name(kind, id));
      if (!payload || payload.consumed !== undefined) return false;
      kept.set(name(kind, id), { ...payload, consumed: 1 });
      return true;
    },
    forget: async (kind, id) => void kept.delete(name(kind, id)),
    async forgetGrant(grantId) {
      for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key);
    },
  };
}
