/** Holds a reply against its contract: the status, the content type, the body and every problem. */

import { ProblemDetails, problemsOf, type Endpoint, type ReplyStatus } from '@kontor/contracts';
import type { ProblemCode } from '@kontor/kernel';
import { schemaCheck, type SchemaCheck } from './request/schema-check.ts';

export type ReplyViolation = {
  readonly operationId: string;
  readonly status: number;
  readonly detail: string;
};

export type SentReply = {
  readonly status: number;
  readonly contentType: string | undefined;
  /** Empty when there is no body. */
  readonly text: string;
};

/** Undefined when the contract allows the reply. */
export type ReplyCheck = (reply: SentReply) => ReplyViolation | undefined;

export function replyCheck(contract: Endpoint): ReplyCheck {
  const { operationId, replies } = contract;
  const checks = new Map<number, SchemaCheck>();
  for (const [status, { body }] of Object.entries(replies)) {
    if (body) checks.set(+status, schemaCheck(body));
  }
  const problems = new Set<ProblemCode>(problemsOf(contract));

  function violationOf({ status, contentType = '', text }: SentReply): string | undefined {
    const [type = ''] = contentType.split(';');
    if (type === 'application/problem+json') return problemViolation(text, problems);
    const reply = replies[status as ReplyStatus];
    if (!reply) return `the contract has no reply ${status}`;
    if (!reply.body) return text === '' ? undefined : 'the contract has no body for this status';
    const types = reply.contentTypes ?? ['application/json'];
    if (!types.includes(type)) return `the content type is ${type}`;
    if (reply.isStream) return undefined;
    const [defect] = checks.get(status)?.(JSON.parse(text)) ?? [];
    return defect && `${defect.at}: ${defect.detail}`;
  }

  return (reply) => {
    const detail = violationOf(reply);
    return detail === undefined ? undefined : { operationId, status: reply.status, detail };
  };
}

function problemViolation(text: string, allowed: ReadonlySet<ProblemCode>): string | undefined {
  const body = JSON.parse(text) as ProblemDetails;
  const [defect] = checkProblem(body);
  if (defect) return `problem ${defect.at}: ${defect.detail}`;
  return allowed.has(body.code) ? undefined : `the contract does not declare ${body.code}`;
}

const checkProblem = schemaCheck(ProblemDetails);
