import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { startTcpProxy } from './tcp-proxy.ts';

const heard: string[] = [];
const echo = createServer((socket) =>
  socket.on('data', (bytes) => {
    heard.push(String(bytes));
    socket.write(bytes);
  }),
);
await once(echo.listen(0, '127.0.0.1'), 'listening');
const proxy = await startTcpProxy((echo.address() as AddressInfo).port);
const caller = createConnection({ port: proxy.port, host: '127.0.0.1' });
await once(caller, 'connect');
const answers: string[] = [];
caller.on('data', (bytes) => answers.push(String(bytes)));
afterAll(async () => {
  caller.destroy();
  await proxy.close();
  echo.close();
});

test('replies that are held arrive when the network is back; requests arrive meanwhile', async () => {
  proxy.set('replies held');
  caller.write('one');
  await sleep(50);
  expect([heard, answers]).toEqual([['one'], []]);
  proxy.set('clear');
  await sleep(50);
  expect(answers).toEqual(['one']);
});

test('a network that is parted lets nothing through, until it is back', async () => {
  proxy.set('parted');
  caller.write('two');
  await sleep(50);
  expect(heard).toEqual(['one']);
  proxy.set('clear');
  await sleep(50);
  expect(heard).toEqual(['one', 'two']);
});

test('a connection that was forgotten stays silent in clear weather', async () => {
  proxy.forget();
  proxy.set('clear');
  caller.write('three');
  await sleep(50);
  expect(heard).toEqual(['one', 'two']);
});
