/**
 * The OpenAPI 3.1 document of the contracts. Nothing in it is written by hand a second time: it is
 * what the gateway serves, because both are made from the same values.
 */

import { type Endpoint, type RequestBody, TAGS } from '../endpoint.ts';
import { ENDPOINTS } from '../endpoints.ts';
import { PERMISSIONS } from '../permission.ts';
import { ProblemDetails } from '../problem-details.ts';
import { refer, toSchemas, type Components } from './components.ts';
import { toParameters } from './to-parameters.ts';
import { PROBLEM_EXAMPLES, toResponses } from './to-responses.ts';

export type ApiAddress = {
  /** As callers see it, without a slash at the end. */
  readonly publicUrl: string;
  readonly tokenEndpoint: string;
};

export type OpenApiDocument = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
};

export type OpenApiOperation = {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
};

export function toOpenApi({ publicUrl, tokenEndpoint }: ApiAddress): OpenApiDocument {
  const components: Components = new Map();
  refer(ProblemDetails, components);
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const contract of ENDPOINTS as readonly Endpoint[]) {
    const methods = (paths[contract.path] ??= {});
    methods[contract.method.toLowerCase()] = toOperation(contract, components);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Kontor',
      version: API_VERSION,
      summary: 'One governed, ordered, replayable way between core business systems.',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: toSchemas(components),
      examples: PROBLEM_EXAMPLES,
      securitySchemes: {
        oauth2: {
          type: 'oauth2',
          description: 'Client credentials; the token is a JWT (RFC 9068).',
          flows: { clientCredentials: { tokenUrl: tokenEndpoint, scopes: PERMISSIONS } },
        },
      },
    },
  };
}

function toOperation(contract: Endpoint, components: Components): OpenApiOperation {
  const { operationId, tag, summary, description, permission, audit, idempotency } = contract;
  const parameters = toParameters(contract, components);
  return {
    operationId,
    tags: [tag],
    summary,
    description,
    security: [{ oauth2: [permission] }],
    ...(parameters.length > 0 && { parameters }),
    ...(contract.bodies && { requestBody: toRequestBody(contract.bodies, components) }),
    responses: toResponses(contract, components),
    'x-kontor-audit': audit,
    'x-kontor-idempotency': idempotency,
  };
}

function toRequestBody(bodies: NonNullable<Endpoint['bodies']>, components: Components) {
  const content = Object.entries(bodies).map(([type, body]) => {
    if (body.kind === 'lines') return [type, toLines(body, components)];
    if (body.kind !== 'json') return [type, { schema: { description: body.description } }];
    const examples = Object.entries(body.examples).map(([name, value]) => [
      name.replaceAll(' ', '-'),
      { summary: name, value },
    ]);
    const schema = refer(body.schema, components);
    return [type, { schema, examples: Object.fromEntries(examples) as object }];
  });
  const limits = Object.entries(bodies)
    .map(([type, { bytesMax }]) => `${type}: at most ${bytesMax.toLocaleString('en')} bytes`)
    .join('; ');
  return {
    required: true,
    description: `${limits}.`,
    content: Object.fromEntries(content) as object,
  };
}

/** OpenAPI 3.1 has no word for the schema of a line; 3.2 calls it `itemSchema`. */
function toLines(body: Extract<RequestBody, { readonly kind: 'lines' }>, components: Components) {
  const { schema, examples, linesMax, lineBytesMax } = body;
  const text = Object.values(examples).map((line) => JSON.stringify(line));
  const counts = [linesMax, lineBytesMax].map((limit) => limit.toLocaleString('en'));
  return {
    schema: {
      type: 'string',
      description:
        `JSON, one value to a line, each as \`x-item-schema\` says; at most ${counts[0]} lines ` +
        `of at most ${counts[1]} bytes. Empty lines are skipped.`,
    },
    examples: { lines: { summary: 'lines', value: `${text.join('\n')}\n` } },
    'x-item-schema': refer(schema, components),
  };
}

/** Rises with the path prefix: within `/v1` every change is compatible. */
export const API_VERSION = '1.0.0';

const DESCRIPTION =
  'Money is decimal text beside its currency. Times are RFC 3339, days are dates. Unknown fields ' +
  'are refused. Every refusal is a problem (RFC 9457) with a stable `code`. Repeat a request with ' +
  'the same `Idempotency-Key` whenever its answer did not arrive.';
