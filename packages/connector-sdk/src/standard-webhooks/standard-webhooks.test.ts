import {
  instantFromMs,
  parseInstant,
  plusMs,
  present,
  systemClock,
  type Instant,
} from '@kontor/kernel';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { signWebhook } from './sign-webhook.ts';
import { verifyWebhook } from './verify-webhook.ts';
import { createWebhookSecret, parseWebhookSecret, webhookKey } from './webhook-secret.ts';

const now = present(parseInstant('2026-03-31T08:15:30.000Z'), 'it is an instant');
const secret = createWebhookSecret();
const body = '{"type":"invoice.posted","amount":"1190.00"}';

function signed(at: Instant = now) {
  return signWebhook({ id: 'evt_1', timestamp: at, body, secrets: [secret] });
}

describe('the known answer of the specification', () => {
  // Computed once with the reference library for this id, time, body and secret.
  const given = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: instantFromMs(1_614_265_330_000),
    body: '{"test": 2432232314}',
    secrets: [
      present(parseWebhookSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'), 'it is a secret'),
    ],
  };

  test('is what we sign', () => {
    expect(signWebhook(given)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });
});

describe('the reference library and we understand each other', () => {
  // It reads its own clock, so these two stories are told at the present time.
  const moment = systemClock.now();

  test('it verifies what we sign', () => {
    fc.assert(
      fc.property(fc.json(), fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/), (json, id) => {
        const headers = signWebhook({ id, timestamp: moment, body: json, secrets: [secret] });
        new Webhook(secret).verify(json, headers);
      }),
    );
  });

  test('we verify what it signs', () => {
    const at = new Date(moment);
    const headers = {
      'webhook-id': 'evt_1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('evt_1', at, body),
    };
    expect(verifyWebhook({ headers, body, secrets: [secret], now: moment }).kind).toBe('verified');
  });
});

describe('while a secret is replaced', () => {
  const next = createWebhookSecret();
  const headers = signWebhook({ id: 'evt_1', timestamp: now, body, secrets: [next, secret] });

  test.each([
    ['the old secret', secret],
    ['the new secret', next],
  ])('a receiver with %s accepts the message', (_, held) => {
    expect(verifyWebhook({ headers, body, secrets: [held], now }).kind).toBe('verified');
  });

  test('afterwards the old one no longer signs', () => {
    const after = signWebhook({ id: 'evt_1', timestamp: now, body, secrets: [next] });
    const verdict = verifyWebhook({ headers: after, body, secrets: [secret], now });
    expect(verdict).toEqual({ kind: 'refused', reason: 'unsigned' });
  });
});

describe('what was tampered with is refused', () => {
  test.each([
    ['another id', { 'webhook-id': 'evt_2' }, 'unsigned'],
    ['another second', { 'webhook-timestamp': '1774944931' }, 'unsigned'],
    ['a signature that is cut', { 'webhook-signature': 'v1,AAAA' }, 'unsigned'],
    ['no version', { 'webhook-signature': signed()['webhook-signature'].slice(3) }, 'unsigned'],
    [
      'another version',
      { 'webhook-signature': signed()['webhook-signature'].replace('v1', 'v2') },
      'unsigned',
    ],
    ['no id', { 'webhook-id': undefined }, 'header_missing'],
    ['no signature', { 'webhook-signature': '' }, 'header_missing'],
    ['a time that is no number', { 'webhook-timestamp': '1e9' }, 'timestamp_invalid'],
    ['a time before 1970', { 'webhook-timestamp': '-5' }, 'timestamp_invalid'],
  ])('%s', (_, change, reason) => {
    const headers = { ...signed(), ...change };
    expect(verifyWebhook({ headers, body, secrets: [secret], now })).toEqual({
      kind: 'refused',
      reason,
    });
  });

  test('any change of any one byte of the body', () => {
    const headers = signed();
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 127 }), (at, mask) => {
        const bytes = Buffer.from(body);
        bytes[at] = present(bytes[at], 'inside the body') ^ mask;
        expect(verifyWebhook({ headers, body: bytes, secrets: [secret], now }).kind).toBe(
          'refused',
        );
      }),
    );
  });

  test('a body that was parsed and written again', () => {
    const headers = signWebhook({
      id: 'evt_1',
      timestamp: now,
      body: '{ "a": 1 }',
      secrets: [secret],
    });
    const verdict = verifyWebhook({ headers, body: '{"a":1}', secrets: [secret], now });
    expect(verdict.kind).toBe('refused');
  });
});

test.each([
  [-300_000, 'verified'],
  [-301_000, 'timestamp_too_old'],
  [300_000, 'verified'],
  [301_000, 'timestamp_too_new'],
])('sent %i ms from now: %s', (offsetMs, answer) => {
  const verdict = verifyWebhook({
    headers: signed(plusMs(now, offsetMs)),
    body,
    secrets: [secret],
    now,
  });
  expect(verdict.kind === 'refused' ? verdict.reason : verdict.kind).toBe(answer);
});

test.each([
  ['', false],
  ['whsec_', false],
  ['whsec_c2hvcnQ=', false],
  [`whsec_${'A'.repeat(32)}`, true],
  [`whsec_${'A'.repeat(32)} `, false],
  [`whsec_${'A'.repeat(31)}-`, false],
  [`whpk_${'A'.repeat(32)}`, false],
  [`whsec_${'A'.repeat(88)}`, false],
])('%j is a secret: %s', (text, isSecret) => {
  expect(parseWebhookSecret(text) !== undefined).toBe(isSecret);
});

test('secrets are 32 random bytes, and no two are alike', () => {
  const made = Array.from({ length: 100 }, createWebhookSecret);
  expect(new Set(made).size).toBe(100);
  expect(made.every((text) => webhookKey(text).length === 32)).toBe(true);
  expect(made.every((text) => parseWebhookSecret(text) === text)).toBe(true);
});
