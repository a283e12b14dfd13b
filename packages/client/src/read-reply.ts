/**
 * A reply as its contract promises it: its body by status, or one of the problems that may come.
 */

import { ProblemDetails, problemsOf, type Endpoint, type ReplyBody } from '@kontor/contracts';
import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import type { RawReply, Silence } from './exchange.ts';

export type Reply<E extends Endpoint> = Answered<E> | Refused | Silence;

export type Answered<E extends Endpoint> = {
  [Status in keyof E['replies']]: {
    readonly kind: 'answered';
    readonly status: Status;
    readonly body: ReplyBody<E, Status>;
    readonly headers: Headers;
  };
}[keyof E['replies']];

export type Refused = {
  readonly kind: 'refused';
  readonly problem: ProblemDetails;
  readonly headers: Headers;
};

export function readReply<E extends Endpoint>(
  endpoint: E,
  reply: RawReply,
  breach: (what: string) => void,
): Reply<E> {
  if (reply.kind === 'silence') return reply;
  const { status, headers, json } = reply;
  if (status >= 400) return readProblem(endpoint, { status, headers, json }, breach);
  const promised = endpoint.replies[status as keyof Endpoint['replies']];
  if (!promised) {
    breach(`status ${status} is not promised`);
    return { kind: 'silence', cause: `the answer ${status} is not understood` };
  }
  if (promised.body) report(`${endpoint.operationId} ${status}`, promised.body, json, breach);
  return { kind: 'answered', status, body: json, headers } as unknown as Answered<E>;
}

function readProblem(
  endpoint: Endpoint,
  { status, headers, json }: { status: number; headers: Headers; json: unknown },
  breach: (what: string) => void,
): Refused | Silence {
  if (!report('problem', ProblemDetails, json, breach)) {
    return { kind: 'silence', cause: `the answer ${status} is not a problem that is understood` };
  }
  const problem = json as ProblemDetails;
  if (problem.status !== status) breach(`the problem says ${problem.status}, the answer ${status}`);
  if (!problemsOf(endpoint).includes(problem.code)) breach(`${problem.code} is not promised`);
  return { kind: 'refused', problem, headers };
}

function report(
  name: string,
  schema: TSchema,
  value: unknown,
  breach: (what: string) => void,
): boolean {
  const validator = compiled(name, schema);
  if (validator.Check(value)) return true;
  const [first] = validator.Errors(value);
  breach(`${name}: ${first?.instancePath || 'the body'} ${first?.message ?? 'is wrong'}`);
  return false;
}

function compiled(name: string, schema: TSchema): Validator {
  const known = validators.get(name);
  if (known) return known;
  const made: Validator = Compile(schema);
  validators.set(name, made);
  return made;
}

/** By operation and status: compiling takes longer than a thousand checks. */
const validators = new Map<string, Validator>();
