import type { SystemView } from '@kontor/contracts';

type What = NonNullable<SystemView['lane']>['neighbours'][number]['what'];

/** `INV-1004 · Acme GmbH` */
export function titleOfNeighbour({ number, party, customer }: What): string {
  return [number, party ?? customer].filter((part) => part !== undefined).join(' · ');
}
