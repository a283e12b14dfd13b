/** docs/reference/permissions.md: every permission, who has it, and which operation needs it. */

import {
  ENDPOINTS,
  PERMISSION_NAMES,
  PERMISSIONS,
  ROLE_NAMES,
  ROLES,
  type Endpoint,
  type Permission,
} from '@kontor/contracts';
import { code, GENERATED, table } from './markdown.ts';

export function permissionsPage(): string {
  return `# Permissions and roles

${GENERATED}

An application is given permissions, a person roles; both reach the legal entities that they were
given and no other. How people are set up is told in [Signing in](../guides/sign-in.md).

## Roles

${table(
  ['role', 'title', 'what it is for'],
  ROLE_NAMES.map((name) => [code(name), ROLES[name].title, ROLES[name].sentence]),
)}

## Permissions

${table(
  ['permission', 'what it allows', ...ROLE_NAMES],
  PERMISSION_NAMES.map((name) => [code(name), PERMISSIONS[name], ...marks(name)]),
)}

## Operations

${table(
  ['operation', 'permission', ...ROLE_NAMES],
  (ENDPOINTS as readonly Endpoint[]).map(({ operationId, permission }) => [
    code(operationId),
    code(permission),
    ...marks(permission),
  ]),
)}

Approving and declining is an action of \`resolveException\` that needs \`approvals:decide\` as
well, and another person than the one who started it.
`;
}

function marks(permission: Permission): readonly string[] {
  return ROLE_NAMES.map((name) =>
    (ROLES[name].permissions as readonly Permission[]).includes(permission) ? 'yes' : '–',
  );
}
