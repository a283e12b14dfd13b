/** The places of the navigation, in the order in which a day uses them: one line each. */

import type { Permission } from '@kontor/contracts';
import type { LinkProps } from '@tanstack/react-router';

export type Place = {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: string;
  /** After `g`: goes there from anywhere. */
  readonly key: string;
  /** Not shown without it. */
  readonly permission?: Permission;
};

export const PLACES: readonly Place[] = [{ to: '/', label: 'Overview', key: 'o' }];
