/** docs/reference/problems.md: every problem, what it means and what to do. */

import { ENDPOINTS, problemsOf, type Endpoint } from '@kontor/contracts';
import { PROBLEMS, type ProblemCode } from '@kontor/kernel';
import { GENERATED } from './markdown.ts';

export function problemsPage(): string {
  const codes = (Object.keys(PROBLEMS) as ProblemCode[]).sort();
  return `# Problems

${GENERATED}

Every refusal is a problem (RFC 9457) with content type \`application/problem+json\`. Decide by
\`code\`; \`errors\` point at what to mend; name the \`correlationId\` when you ask for help. A
problem that is retryable may go away by itself: send the same request again, with the same
\`Idempotency-Key\`.

${codes.map(section).join('\n')}`;
}

function section(code: ProblemCode): string {
  const definition = PROBLEMS[code];
  const operations = (ENDPOINTS as readonly Endpoint[])
    .filter((contract) => problemsOf(contract).includes(code))
    .map(({ operationId }) => `\`${operationId}\``);
  return `## ${code}

Status ${definition.status}${'retryable' in definition ? ', retryable' : ''}. ${definition.title}.

${definition.remedy}

${whereOf(operations)}
`;
}

function whereOf(operations: readonly string[]): string {
  if (operations.length === 0) return 'Answered before any operation is reached.';
  if (operations.length === ENDPOINTS.length) return 'Any operation can answer it.';
  return `Operations: ${operations.join(', ')}.`;
}
