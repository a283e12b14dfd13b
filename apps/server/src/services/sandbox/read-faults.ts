import type { HttpReply } from '@kontor/connector-sdk';
import { ConnectionFaults } from '@kontor/contracts';
import { Value } from 'typebox/value';
import type { Absent, Found, Unavailable } from '../../gateway/services.ts';
import type { SandboxContext } from './sandbox-service.ts';

/** As the simulated system says itself: other programs may have thrown its switches too. */
export async function readFaults(
  { controlsOf }: SandboxContext,
  name: string,
): Promise<Found<ConnectionFaults> | Absent | Unavailable> {
  const controls = controlsOf(name);
  if (!controls) return { kind: 'absent' };
  return toFaults(await controls({ method: 'GET', path: FAULTS_PATH }));
}

export function toFaults(reply: HttpReply): Found<ConnectionFaults> | Unavailable {
  if (reply.kind === 'silence' || reply.status !== 200) return AWAY;
  const value: unknown = JSON.parse(reply.body);
  return Value.Check(ConnectionFaults, value) ? { kind: 'found', value } : AWAY;
}

export const FAULTS_PATH = '/_sandbox/faults';
const AWAY: Unavailable = { kind: 'unavailable', retryAfterSeconds: 1 };
