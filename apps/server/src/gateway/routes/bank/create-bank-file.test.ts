import { expect, test } from 'vitest';
import { memoryServices } from '../../testing/memory-services.ts';
import { openGateway } from '../../testing/open-gateway.ts';
import { systemClock, systemRandom } from '@kontor/kernel';

test('a file too many is refused for a while, and says why', async () => {
  const services = memoryServices(systemClock, systemRandom);
  const receiveFile = async () => ({ kind: 'at_capacity', retryAfterSeconds: 5 }) as const;
  const { app, token, violations } = await openGateway({
    services: { ...services, bank: { ...services.bank, receiveFile } },
  });
  const reply = await app.inject({
    method: 'POST',
    url: '/v1/bank-files',
    headers: {
      authorization: `Bearer ${await token()}`,
      'content-type': 'application/xml',
      'idempotency-key': '"one-of-many"',
    },
    payload: '<Document/>',
  });
  expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '5']);
  expect(reply.json()).toMatchObject({ code: 'too_many_bank_files', status: 503 });
  expect(violations).toEqual([]);
});
