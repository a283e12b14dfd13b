import { ENDPOINTS, type Endpoint } from '@kontor/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openGateway } from './testing/open-gateway.ts';

const contracts: readonly Endpoint[] = ENDPOINTS;
const gateway = await openGateway();
const authorization = `Bearer ${await gateway.token()}`;

/** Whatever is sent, the answer is one that the contract has, and never a fault of ours. */
test.each(contracts.map((contract) => [contract.operationId, contract] as const))(
  '%s has an answer for everything',
  async (_name, contract) => {
    await fc.assert(
      fc.asyncProperty(
        anyPath(contract),
        anyQuery,
        anyBody(contract),
        async (path, query, body) => {
          const reply = await gateway.app.inject({
            method: contract.method,
            url: `${path}${query}`,
            headers: {
              authorization,
              'idempotency-key': crypto.randomUUID(),
              'if-match': '"v12"',
              ...(contract.bodies && { 'content-type': Object.keys(contract.bodies)[0] ?? '' }),
            },
            ...(contract.bodies && { payload: body }),
          });
          expect(reply.statusCode).toBeLessThan(500);
          expect(gateway.violations).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  },
);

function anyPath({ path }: Endpoint): fc.Arbitrary<string> {
  const tail = '01j8zq4w7n2k5xv3m9t6r0c8ya';
  const id = fc.oneof(
    fc.constantFrom('txn', 'bfl', 'mat', 'exc', 'dlv', 'sub').map((kind) => `${kind}_${tail}`),
    fc.constantFrom('DE01', 'GB01', '2026-03', 'sap-main', 'sap-main:C10042'),
    fc.string({ minLength: 1 }).map(encodeURIComponent),
  );
  const names = path.match(/\{\w+\}/g) ?? [];
  return fc
    .tuple(...names.map(() => id))
    .map((ids) => ids.reduce((url, part) => url.replace(/\{\w+\}/, () => part), path as string));
}

const anyQuery = fc
  .array(
    fc.tuple(
      fc.constantFrom('page_size', 'page_token', 'status', 'legalEntity', 'from', 'after', 'limit'),
      fc.oneof(fc.string(), fc.integer().map(String), fc.constantFrom('DE01', 'done', 'open')),
    ),
    { maxLength: 2 },
  )
  .map((pairs) => (pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : ''));

/** The example with one part replaced by anything, and things that are not JSON at all. */
function anyBody({ bodies = {} }: Endpoint): fc.Arbitrary<string> {
  const [body] = Object.values(bodies);
  const example = body?.kind === 'json' ? Object.values(body.examples)[0] : {};
  const fields = Object.keys(example as object);
  const bent = fc
    .tuple(fc.constantFrom('anything', ...fields), fc.jsonValue())
    .map(([field, value]) => JSON.stringify({ ...(example as object), [field]: value }));
  return fc.oneof(bent, fc.json(), fc.string(), fc.constant(JSON.stringify(example)));
}
