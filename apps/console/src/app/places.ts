/** The places of the navigation, in the order in which a day uses them: one line each. */

import type { ConsoleViewer, Permission } from '@kontor/contracts';
import type { LinkProps } from '@tanstack/react-router';

export type Place = {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: string;
  /** After `g`: goes there from anywhere. */
  readonly key: string;
  /** Not shown without it. */
  readonly permission?: Permission;
  /** What is counted beside it. */
  readonly counts?: 'exceptions';
};

/** Those that the person may use. */
export function placesOf({ permissions }: ConsoleViewer): readonly Place[] {
  return PLACES.filter(
    ({ permission }) => permission === undefined || permissions.includes(permission),
  );
}

const PLACES: readonly Place[] = [
  { to: '/', label: 'Overview', key: 'o' },
  {
    to: '/exceptions',
    label: 'Exceptions',
    key: 'e',
    permission: 'exceptions:read',
    counts: 'exceptions',
  },
  { to: '/approvals', label: 'Approvals', key: 'a', permission: 'exceptions:read' },
  { to: '/transactions', label: 'Transactions', key: 't', permission: 'transactions:read' },
  { to: '/reconciliation', label: 'Reconciliation', key: 'c', permission: 'receivables:read' },
  { to: '/payments', label: 'Payments', key: 'y', permission: 'payments:read' },
  { to: '/statements', label: 'Statements', key: 's' },
  { to: '/processes', label: 'Processes', key: 'p', permission: 'transactions:read' },
  { to: '/reports', label: 'Reports', key: 'r', permission: 'reports:read' },
  { to: '/connections', label: 'Connections', key: 'n', permission: 'connections:read' },
  { to: '/retention', label: 'Retention', key: 'h', permission: 'retention:read' },
];
