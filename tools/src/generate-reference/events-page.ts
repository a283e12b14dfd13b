/** docs/reference/events.md: every event with an example. */

import { dataSchemaOf, EVENTS, exampleCloudEvent } from '@kontor/contracts';
import { GENERATED } from './markdown.ts';

export function eventsPage(): string {
  const envelope = JSON.stringify(exampleCloudEvent, undefined, 2);
  return `# Events

${GENERATED}

Events are CloudEvents (1.0.2). One exists exactly when the change it tells of committed. It is
delivered at least once: dedupe by \`source\` and \`id\`. Events of one \`partitionkey\` come in the
order of \`sequence\`. Pull them from \`GET /v1/events\`, or subscribe a webhook (Standard Webhooks
1.0.0). Within one version only optional fields are added: ignore fields that you do not know.

\`\`\`json
${envelope}
\`\`\`

${EVENTS.map(section).join('\n')}`;
}

function section(event: (typeof EVENTS)[number]): string {
  return `## ${event.type}

${event.summary}. ${event.description} Schema of \`data\`: \`${dataSchemaOf(event)}\`.

\`\`\`json
${JSON.stringify(event.example, undefined, 2)}
\`\`\`
`;
}
