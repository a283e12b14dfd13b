import { describe, expect, test } from 'vitest';
import { isPermission, PERMISSION_NAMES, type Permission } from './permission.ts';
import { permissionsOf, ROLE_NAMES, ROLES } from './roles.ts';

const held = (role: (typeof ROLE_NAMES)[number]): readonly Permission[] => ROLES[role].permissions;
const READS_OF: Partial<Record<Permission, Permission>> = {
  'bank:write': 'bank:read',
  'receivables:match': 'receivables:read',
  'exceptions:resolve': 'exceptions:read',
  'approvals:decide': 'exceptions:resolve',
  'deliveries:replay': 'deliveries:read',
  'connections:operate': 'connections:read',
  'webhooks:write': 'webhooks:read',
  'periods:write': 'legal-entities:read',
  'retention:write': 'retention:read',
  'records:delete': 'retention:read',
};

describe.each(ROLE_NAMES)('%s', (role) => {
  test('has permissions that exist, each once, the console among them', () => {
    expect(held(role).every(isPermission)).toBe(true);
    expect(new Set(held(role)).size).toBe(held(role).length);
    expect(held(role)).toContain('console:use');
    expect(held(role)).toContain('legal-entities:read');
  });

  test('sees what it may change', () => {
    for (const permission of held(role)) {
      expect(held(role)).toContain(READS_OF[permission] ?? permission);
    }
  });

  test('sends no invoices and orders no payments: documents come from applications', () => {
    expect(held(role)).not.toContain('invoices:write');
    expect(held(role)).not.toContain('payments:write');
  });

  test('says in a sentence what it is for', () => {
    expect(ROLES[role].sentence).toMatch(/^[A-Z].*\.$/);
  });
});

test('who approves neither matches, sends again, operates nor hands over files', () => {
  const daily: readonly Permission[] = [
    'bank:write',
    'receivables:match',
    'deliveries:replay',
    'connections:operate',
    'records:delete',
  ];
  for (const role of ROLE_NAMES.filter((name) => held(name).includes('approvals:decide'))) {
    expect(held(role).filter((permission) => daily.includes(permission))).toEqual([]);
  }
});

test('an auditor reads everything and changes nothing', () => {
  const reading = PERMISSION_NAMES.filter((permission) => permission.endsWith(':read'));
  expect([...held('auditor')].sort()).toEqual([...reading, 'console:use'].sort());
});

test('an operator sees no bank data', () => {
  expect(held('operator').filter((permission) => /^(bank|payments):/.test(permission))).toEqual([]);
});

test('of two roles a person has what either allows, each once', () => {
  const both = permissionsOf(['receivables', 'operator']);
  expect(new Set(both)).toEqual(new Set([...held('receivables'), ...held('operator')]));
  expect(both).toEqual(PERMISSION_NAMES.filter((permission) => both.includes(permission)));
  expect(permissionsOf([])).toEqual([]);
});
