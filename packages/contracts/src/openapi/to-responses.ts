/** The replies of one operation: what it answers, and every problem, grouped by status. */

import { PROBLEMS, type ProblemCode } from '@kontor/kernel';
import { type Endpoint, type Reply, REPLY_HEADERS, type ReplyHeader } from '../endpoint.ts';
import { problemsOf } from '../problems-of.ts';
import { refer, type Components } from './components.ts';

export function toResponses(contract: Endpoint, components: Components): Record<string, object> {
  const responses: Record<string, object> = {};
  for (const [status, reply] of Object.entries(contract.replies)) {
    responses[status] = toReply(reply, components);
  }
  const codes = Object.groupBy(problemsOf(contract), (code) => String(PROBLEMS[code].status));
  for (const [status, group = []] of Object.entries(codes)) {
    responses[status] = toProblemReply(group);
  }
  return responses;
}

function toReply(reply: Reply, components: Components): object {
  const { description, body, example, headers = [], contentTypes = ['application/json'] } = reply;
  const all = Object.fromEntries(
    headers.map((name): [ReplyHeader, object] => [name, toHeader(REPLY_HEADERS[name])]),
  );
  const media = body && { schema: refer(body, components), example };
  return {
    description,
    headers: { ...all, ...COMMON_HEADERS },
    ...(media && { content: Object.fromEntries(contentTypes.map((type) => [type, media])) }),
  };
}

function toProblemReply(codes: readonly ProblemCode[]): object {
  const examples = codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]);
  const retry = codes.some((code) => 'retryable' in PROBLEMS[code]);
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join('\n\n'),
    headers: { ...(retry && RETRY_AFTER), ...COMMON_HEADERS },
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(examples) as object,
      },
    },
  };
}

function sample(code: ProblemCode): object {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const definition = PROBLEMS[code];
  return {
    type: `/problems/${code}`,
    title: definition.title,
    status: definition.status,
    code,
    retryable: 'retryable' in definition,
    correlationId: traceId,
    traceId,
  };
}

/** One of each problem, for the components of the document. */
export const PROBLEM_EXAMPLES = Object.fromEntries(
  (Object.keys(PROBLEMS) as ProblemCode[]).map((code) => [
    code,
    { summary: PROBLEMS[code].title, value: sample(code) },
  ]),
);

function toHeader(description: string): object {
  return { description, schema: { type: 'string' } };
}

const COMMON_HEADERS = {
  'Kontor-Correlation-Id': toHeader('Names this request in every log line and event.'),
  RateLimit: toHeader('What is left of the quota (RateLimit header fields).'),
};
const RETRY_AFTER = { 'Retry-After': toHeader('Seconds to wait before the next try.') };
