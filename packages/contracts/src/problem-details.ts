/** The body of every refusal: RFC 9457 problem details, `application/problem+json`. */

import { PROBLEMS, type ProblemCode } from '@kontor/kernel';
import Type, { type Static } from 'typebox';

export const ProblemDetails = Type.Object(
  {
    type: Type.String({ description: 'Address of the page that explains this kind of problem.' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    code: Type.Enum(Object.keys(PROBLEMS) as ProblemCode[], {
      description: 'Stable name of the problem: decide by this, not by the title.',
    }),
    detail: Type.Optional(Type.String({ description: 'One sentence about this very case.' })),
    instance: Type.Optional(Type.String({ description: 'Path of the request.' })),
    by: Type.Optional(
      Type.String({ description: 'Who was quicker, where somebody was (extension member).' }),
    ),
    at: Type.Optional(Type.String({ description: 'When they were (extension member).' })),
    retryable: Type.Boolean({ description: 'Whether the same request may succeed later.' }),
    correlationId: Type.String({ description: 'Name this when you ask for help.' }),
    traceId: Type.String({ description: 'W3C trace id.' }),
    errors: Type.Optional(
      Type.Array(
        Type.Object(
          {
            pointer: Type.String({
              description: 'Where: a JSON pointer (RFC 6901), a query parameter or a file path.',
            }),
            line: Type.Optional(
              Type.Integer({
                minimum: 1,
                description: 'Line of a batch, counted from 1, that `pointer` points into.',
              }),
            ),
            code: Type.String(),
            detail: Type.String(),
          },
          { additionalProperties: false },
        ),
        { maxItems: 100 },
      ),
    ),
  },
  { $id: 'Problem', additionalProperties: false },
);
export type ProblemDetails = Static<typeof ProblemDetails>;
