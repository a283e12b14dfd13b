/** The two ways out: an answer of the contract, and a problem. */

import { Readable } from 'node:stream';
import { PROBLEMS } from '@kontor/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemAnswer } from './problem/problem-answer.ts';
import { PROBLEM_CONTENT_TYPE, problemBody } from './problem/problem-body.ts';
import type { AnyAnswer } from './route.ts';

export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: AnyAnswer,
): FastifyReply {
  if ('code' in answer) return sendProblem(request, reply, answer);
  if (answer.headers) reply.headers(answer.headers);
  reply.status(answer.status);
  if (answer.body === undefined) return reply.send();
  const type = request.door.replyType;
  // What comes to be while it is sent is not to wait in a proxy.
  if (answer.body instanceof Readable) {
    return reply.type(type).header('x-accel-buffering', 'no').send(answer.body);
  }
  // JSON has no charset parameter; our text is always UTF-8 (RFC 8259, section 8.1).
  return reply.type(type).send(JSON.stringify(answer.body));
}

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: ProblemAnswer,
): FastifyReply {
  const { correlationId, traceId } = request.door.trace;
  const [instance = ''] = request.url.split('?', 1);
  const body = problemBody(problem, { instance, correlationId, traceId });
  if (problem.headers) reply.headers(problem.headers);
  return reply
    .status(PROBLEMS[problem.code].status)
    .type(PROBLEM_CONTENT_TYPE)
    .send(JSON.stringify(body));
}
