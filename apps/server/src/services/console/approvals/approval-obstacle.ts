import type { Call } from '../../../gateway/services.ts';

/** Why somebody cannot decide; undefined when they can. */
export function approvalObstacle({ actor }: Call, isOwn: boolean): string | undefined {
  if (isOwn) {
    return 'You asked for it yourself. Nobody decides on what they started: a second person has to.';
  }
  const { permissions } = actor;
  if (permissions.has('approvals:decide') && permissions.has('exceptions:resolve'))
    return undefined;
  return 'You may look at it. Somebody who may approve has to decide.';
}
