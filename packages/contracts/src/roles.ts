/**
 * What people may do, as named sets of permissions, each with the sentence that its holder reads.
 * Who starts something does not approve it: no role both decides approvals and does the daily work.
 */

import { PERMISSION_NAMES, type Permission } from './permission.ts';

export type Role = {
  readonly title: string;
  readonly sentence: string;
  readonly permissions: readonly Permission[];
};

export const ROLES = {
  'finance-operations': {
    title: 'Finance operations',
    sentence: 'Keeps invoices, bank files and receipts moving, and resolves what gets stuck.',
    permissions: [
      'console:use',
      'transactions:read',
      'payments:read',
      'bank:write',
      'bank:read',
      'receivables:read',
      'receivables:match',
      'exceptions:read',
      'exceptions:resolve',
      'transactions:correct',
      'transactions:cancel',
      'deliveries:read',
      'deliveries:replay',
      'connections:read',
      'events:read',
      'legal-entities:read',
      'reports:read',
      'retention:read',
      'retention:write',
      'records:delete',
    ],
  },
  controller: {
    title: 'Controller',
    sentence:
      'Approves what others started, opens and closes periods, places legal holds, and reads the ' +
      'audit trail.',
    permissions: [
      'console:use',
      'transactions:read',
      'payments:read',
      'bank:read',
      'receivables:read',
      'exceptions:read',
      'exceptions:resolve',
      'approvals:decide',
      'deliveries:read',
      'connections:read',
      'legal-entities:read',
      'periods:write',
      'reports:read',
      'audit:read',
      'retention:read',
      'retention:write',
    ],
  },
  receivables: {
    title: 'Receivables',
    sentence: 'Matches receipts with open items and chases what is still open.',
    permissions: [
      'console:use',
      'transactions:read',
      'bank:read',
      'receivables:read',
      'receivables:match',
      'exceptions:read',
      'exceptions:resolve',
      'legal-entities:read',
      'reports:read',
    ],
  },
  operator: {
    title: 'Platform operator',
    sentence: 'Keeps connections and webhooks running; sees no bank data and decides no money.',
    permissions: [
      'console:use',
      'transactions:read',
      'exceptions:read',
      'deliveries:read',
      'deliveries:replay',
      'connections:read',
      'connections:operate',
      'events:read',
      'webhooks:read',
      'webhooks:write',
      'legal-entities:read',
      'reports:read',
    ],
  },
  auditor: {
    title: 'Auditor',
    sentence: 'Reads everything, the audit trail included, and changes nothing.',
    permissions: [
      'console:use',
      ...PERMISSION_NAMES.filter((permission) => permission.endsWith(':read')),
    ],
  },
} as const satisfies Record<string, Role>;

export type RoleName = keyof typeof ROLES;

export const ROLE_NAMES = Object.keys(ROLES) as readonly RoleName[];

export function isRoleName(text: string): text is RoleName {
  return Object.hasOwn(ROLES, text);
}

/** Each permission once, in the order in which permissions are declared. */
export function permissionsOf(roles: readonly RoleName[]): readonly Permission[] {
  const held = new Set<Permission>(roles.flatMap((role) => [...ROLES[role].permissions]));
  return PERMISSION_NAMES.filter((permission) => held.has(permission));
}
