/**
 * docs/reference/endpoints.md: every operation with its permission, bodies, replies and problems.
 */

import {
  DOOR_PROBLEMS,
  ENDPOINTS,
  PERMISSIONS,
  problemsOf,
  TAGS,
  type Endpoint,
  type Tag,
} from '@kontor/contracts';
import { GENERATED, code, table } from './markdown.ts';

export function endpointsPage(): string {
  const permissions = Object.entries(PERMISSIONS).map(([name, does]) => [code(name), does]);
  return `# Endpoints

${GENERATED}

All paths are below the address of the gateway. Schemas are in \`/openapi.json\`, and
\`/docs/api\` lets you try every operation.

Any operation can answer the problems of the door: ${DOOR_PROBLEMS.map(code).join(', ')}. The lists
below name the others.

## Permissions

A permission is an OAuth scope of the same name. The legal entities that it reaches are those of the
application.

${table(['permission', 'what it allows'], permissions)}

${(Object.keys(TAGS) as Tag[]).map(group).join('\n')}`;
}

function group(tag: Tag): string {
  const contracts = (ENDPOINTS as readonly Endpoint[]).filter((contract) => contract.tag === tag);
  return `## ${tag}\n\n${TAGS[tag]}\n\n${contracts.map(section).join('\n')}`;
}

function section(contract: Endpoint): string {
  const { method, path, operationId, summary, description } = contract;
  return `### ${summary}

\`${method} ${path}\` (\`${operationId}\`)

${description}

${factsOf(contract).join('\n')}
`;
}

function factsOf(contract: Endpoint): string[] {
  const { permission, audit, idempotency, headers = [], bodies = {}, query, replies } = contract;
  const door: readonly string[] = DOOR_PROBLEMS;
  const problems = problemsOf(contract).filter((problem) => !door.includes(problem));
  const facts = [
    ['permission', code(permission)],
    ['audit', 'none' in audit ? `none: ${audit.none}` : code(audit.action)],
    ['Idempotency-Key', idempotency === 'required' ? 'required' : `none: ${idempotency.none}`],
    ['headers', headers.map(code).join(', ')],
    [
      'query',
      Object.keys(query?.properties ?? {})
        .map(code)
        .join(', '),
    ],
    [
      'body',
      Object.entries(bodies)
        .map(
          ([type, { bytesMax }]) => `${code(type)}, at most ${bytesMax.toLocaleString('en')} bytes`,
        )
        .join('; '),
    ],
    [
      'replies',
      Object.entries(replies)
        .map(([status, reply]) => `${status}: ${reply.description}`)
        .join(' '),
    ],
    ['problems', problems.map(code).join(', ')],
  ];
  return facts.filter(([, fact]) => fact !== '').map(([name, fact]) => `- **${name}**: ${fact}`);
}
