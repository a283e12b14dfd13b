/**
 * The door of the platform: every contract served, everything else refused. Built without
 * listening, so that tests can inject requests; the server that is made listens with the limits of
 * this folder.
 */

import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import type { Endpoint } from '@kontor/contracts';
import { allowedMethods } from './allowed-methods.ts';
import { replyCheck } from './check-reply.ts';
import { doorOf } from './door.ts';
import type { GatewayOptions } from './gateway-config.ts';
import {
  HEADER_BYTES_MAX,
  HEADERS_TIMEOUT_MS,
  KEEP_ALIVE_MS,
  PATH_PARAMETER_CHARACTERS_MAX,
  REQUEST_TIMEOUT_MS,
  REQUESTS_PER_SOCKET_MAX,
  SWEEP_INTERVAL_MS,
} from './http-limits.ts';
import { openPaths, servePages } from './pages/serve-pages.ts';
import { problemOfError } from './problem/problem-of-error.ts';
import { problemOfSocketError, refuseSocket } from './problem/refuse-socket.ts';
import { bodyDeadlines, type BodyDeadlines } from './request/body-deadlines.ts';
import { rateLimiter, type RateLimiter } from './request/rate-limit.ts';
import { traceBytes, traceOf, type NextBytes } from './request/trace-context.ts';
import type { Route } from './route.ts';
import { ROUTES } from './routes/routes.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { sendAnswer, sendProblem } from './send.ts';

export function buildGateway(options: GatewayOptions): FastifyInstance {
  const nextBytes = traceBytes(options.random);
  const app = openFastify(options, nextBytes);
  const closing = new AbortController();
  const deadlines = bodyDeadlines<FastifyRequest>(options.clock, (request) =>
    refuseSocket(request.raw.socket, { code: 'request_timeout' }, request.door.trace),
  );
  greet(app, { ...options, nextBytes, closing: closing.signal });
  refuseTheRest(app, options);
  app.removeAllContentTypeParsers();
  const limiter = rateLimiter(options.config.rateLimit);
  const serving = { ...options, closing: closing.signal, deadlines, limiter };
  app.register(async (scope) => {
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) =>
      done(null, bytes),
    );
    for (const route of ROUTES.filter(isBuffered)) serveRoute(scope, route, serving);
  });
  app.register(async (scope) => {
    scope.addContentTypeParser('*', (_request, stream, done) => done(null, stream));
    for (const route of ROUTES) if (!isBuffered(route)) serveRoute(scope, route, serving);
  });
  servePages(app, options, closing.signal);
  app.addHook('preClose', async () => closing.abort());
  app.addHook('onClose', async () => deadlines.stop());
  return app;
}

function openFastify({ logger }: GatewayOptions, nextBytes: NextBytes): FastifyInstance {
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    // A limit per contract replaces it; what no contract takes is never read.
    bodyLimit: 1,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxRequestsPerSocket: REQUESTS_PER_SOCKET_MAX,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    trustProxy: false,
    http: {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: SWEEP_INTERVAL_MS,
      insecureHTTPParser: false,
    },
    routerOptions: { maxParamLength: PATH_PARAMETER_CHARACTERS_MAX },
    clientErrorHandler: (error, socket) => {
      if (error.code === 'ECONNRESET') return void socket.destroy();
      refuseSocket(socket, problemOfSocketError(error.code), traceOf({}, nextBytes));
    },
    frameworkErrors: (error, request, reply) => {
      request.door = newDoorState(request, nextBytes);
      sendProblem(request, reply.headers(SECURITY_HEADERS), problemOfError(error));
    },
  });
  app.decorateRequest('door', null as never);
  return app;
}

type Greeting = Pick<GatewayOptions, 'metrics' | 'clock'> & {
  readonly nextBytes: NextBytes;
  readonly closing: AbortSignal;
};

/** What every request begins and every reply ends with, whatever it asks for. */
function greet(app: FastifyInstance, { nextBytes, metrics, clock, closing }: Greeting): void {
  app.addHook('onRequest', (request, reply, done) => {
    request.door = newDoorState(request, nextBytes, clock.elapsedMs());
    const { traceparent, correlationId } = request.door.trace;
    reply.headers(SECURITY_HEADERS);
    reply.header('traceparent', traceparent);
    reply.header('kontor-correlation-id', correlationId);
    if (closing.aborted) reply.header('connection', 'close');
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    // How long somebody listened says nothing about how quick we are.
    if (isStream(request)) return done();
    const seconds = (clock.elapsedMs() - request.door.startedAtMs) / 1_000;
    const route = request.routeOptions.url ?? 'none';
    metrics.observe(request.method, route, reply.statusCode, seconds);
    done();
  });
}

function newDoorState(request: FastifyRequest, nextBytes: NextBytes, startedAtMs = 0) {
  return {
    trace: traceOf(request.headers, nextBytes),
    contentType: '',
    replyType: JSON_TYPE,
    startedAtMs,
  };
}

function refuseTheRest(
  app: FastifyInstance,
  { identity, consoleFolder }: Pick<GatewayOptions, 'identity' | 'consoleFolder'>,
): void {
  const methodsOf = allowedMethods([
    ...ROUTES.map(({ contract }) => contract),
    ...openPaths(identity, consoleFolder),
  ]);
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?', 1);
    const methods = methodsOf(path);
    if (!methods) return sendProblem(request, reply, { code: 'not_found' });
    const headers = { allow: methods.join(', ') };
    return sendProblem(request, reply, { code: 'method_not_allowed', headers });
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOfError(error);
    if (problem.code === 'internal') {
      const { correlationId } = request.door.trace;
      request.log.error({ err: error, correlationId, path: request.routeOptions.url }, 'internal');
    } else if (problem.code === 'unavailable') {
      const { correlationId } = request.door.trace;
      request.log.warn({ err: error, correlationId }, 'the database is away');
    }
    return sendProblem(request, reply, problem);
  });
}

type Serving = GatewayOptions & {
  readonly closing: AbortSignal;
  readonly deadlines: BodyDeadlines<FastifyRequest>;
  readonly limiter: RateLimiter;
};

function serveRoute(app: FastifyInstance, route: Route, serving: Serving): void {
  const { contract } = route;
  const { clock, closing, deadlines, limiter, services, sessions } = serving;
  const door = doorOf(contract, serving);
  const serveOptions = { cursorKey: serving.config.cursorKey, clock, closing, sessions, limiter };
  const watchesBody = contract.bodies !== undefined && isBuffered(route);
  app.route({
    method: contract.method,
    url: contract.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    bodyLimit: bytesMaxOf(contract),
    config: { contract },
    onRequest: async (request, reply) => {
      if (closing.aborted) return sendProblem(request, reply, CLOSING);
      const refusal = await door(request, reply);
      if (refusal) return sendProblem(request, reply, refusal);
      if (watchesBody) deadlines.started(request);
      return undefined;
    },
    ...(watchesBody && {
      preHandler: (request, _reply, done) => {
        deadlines.ended(request);
        done();
      },
      onResponse: (request, _reply, done) => {
        deadlines.ended(request);
        done();
      },
    }),
    handler: async (request, reply) =>
      sendAnswer(request, reply, await route.serve(request, reply, serveOptions, services)),
    ...(serving.onReplyViolation && {
      onSend: checkingReplies(contract, serving.onReplyViolation),
    }),
  });
}

/** For suites: a reply that its contract does not allow is reported and replaced by `internal`. */
function checkingReplies(
  contract: Endpoint,
  report: NonNullable<GatewayOptions['onReplyViolation']>,
) {
  const check = replyCheck(contract);
  return async (request: FastifyRequest, reply: ReplyLike, payload: unknown) => {
    const text = typeof payload === 'string' ? payload : '';
    const contentType = reply.getHeader('content-type')?.toString();
    const violation = check({ status: reply.statusCode, contentType, text });
    if (!violation || request.method === 'HEAD') return payload;
    report(violation);
    throw new Error(`${violation.operationId} ${violation.status}: ${violation.detail}`);
  };
}

type ReplyLike = {
  readonly statusCode: number;
  getHeader(name: string): number | string | string[] | undefined;
};

function isStream({ routeOptions }: FastifyRequest): boolean {
  const replies = routeOptions.config.contract?.replies ?? {};
  return Object.values(replies).some((reply) => reply.isStream);
}

function isBuffered({ contract }: Route): boolean {
  return !Object.values(contract.bodies ?? {}).some(({ kind }) => {
    return kind === 'stream' || kind === 'lines';
  });
}

function bytesMaxOf({ bodies = {} }: Endpoint): number {
  return Math.max(1, ...Object.values(bodies).map(({ bytesMax }) => bytesMax));
}

declare module 'fastify' {
  // So that a running route can be traced to its contract.
  interface FastifyContextConfig {
    contract?: Endpoint;
  }
}

const JSON_TYPE = 'application/json';
const CLOSING = {
  code: 'unavailable',
  headers: { 'retry-after': '1', connection: 'close' },
} as const;
