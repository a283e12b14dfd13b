/** Payments out: ordered by an application, released by a person, followed at the bank. */

import type { Page } from 'playwright-core';
import { systemClock } from '@kontor/kernel';
import { describe, expect, inject, test } from 'vitest';
import {
  expectNoAxeViolations,
  openConsole,
  orderPayments,
  refusing,
  screenshot,
} from './harness/index.ts';
import { confirmByKeyboard } from './harness/keyboard.ts';

describe.each(['light', 'dark'] as const)('payments in the %s theme', (theme) => {
  test('are released among the approvals, and followed transfer by transfer', async () => {
    const { number, id } = await order(['Kranich Optik', 'Closed account']);
    const page = await openConsole({ as: 'charles', theme, path: '/approvals' });
    await page.getByRole('row').filter({ hasText: number }).first().click();
    await page.getByText('May the bank pay 300.00 EUR in 2 transfers').waitFor();
    await screenshot(page, 'payments-release');
    await page.getByRole('link', { name: 'Who is paid, transfer by transfer' }).click();
    await page.getByRole('heading', { name: `Payments ${number}` }).waitFor();
    await page.getByText('Waits for release').waitFor();
    await page.getByRole('row').filter({ hasText: 'Closed account' }).waitFor();
    await expectNoAxeViolations(page);
    await release(page, number);
    await page.goto('/console/payments');
    const row = page.getByRole('grid', { name: 'Payment batches' }).getByRole('row', {
      name: new RegExp(number),
    });
    await row.getByText('1 settled, 1 rejected').waitFor();
    await screenshot(page, 'payments');
    await expectNoAxeViolations(page);
    await page.goto(`/console/payments/${id}?transfer=${number}-2`);
    await page.getByRole('list', { name: `Steps of ${number}-2` }).waitFor();
    await page.getByText('AC04 The account is closed').first().waitFor();
    await screenshot(page, 'payment');
    await expectNoAxeViolations(page);
    await page.getByRole('link', { name: 'Its story' }).click();
    await page
      .getByText(/^The bank: .*1 rejected/)
      .first()
      .waitFor();
  });
});

test('a contradiction of the bank leads to its exception', async () => {
  await misbehave({ errorRate: 1 });
  const { number, id } = await order(['Nordlicht Optik']);
  const page = await openConsole({ as: 'charles', path: '/approvals' });
  await release(page, number);
  await page.goto(`/console/payments/${id}?transfer=${number}-1`);
  await page.getByText('Settled, contradicted').first().waitFor();
  await misbehave({});
  const decide = page.getByRole('link', { name: 'Decide about it' });
  await decide.waitFor();
  await screenshot(page, 'payment-contradicted');
  await expectNoAxeViolations(page);
  await decide.click();
  await page
    .getByText(/Kontor keeps ACSC/)
    .first()
    .waitFor();
  await page.getByText('Ask the bank where the money is').first().waitFor();
  await expectNoAxeViolations(page);
});

test('by keyboard alone: a batch, a transfer, its steps', async () => {
  const { number } = await order(['Kranich Optik', 'Nordlicht Optik']);
  const page = await openConsole({ path: '/payments' });
  const grid = page.getByRole('grid', { name: 'Payment batches' });
  await grid.getByRole('row', { name: new RegExp(number) }).waitFor();
  await grid.focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `Payments ${number}` }).waitFor();
  await page.getByRole('grid', { name: 'Transfers' }).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.getByRole('list', { name: `Steps of ${number}-2` }).waitFor();
  await page.getByText('Nothing yet.').waitFor();
});

test('a list without such batches says so', async () => {
  const page = await openConsole({ path: '/payments?status=parked' });
  await page.getByText('No batch of payments is so.').waitFor();
  await expectNoAxeViolations(page);
});

test('when reading fails the page says what failed, and trying again helps', async () => {
  const { number } = await order(['Kranich Optik']);
  let isDown = true;
  const page = await openConsole({
    path: '/payments',
    prepare: refusing('/v1/payment-batches', () => isDown, BROKEN),
  });
  await page.getByRole('alert').getByText('It broke.').waitFor();
  await expectNoAxeViolations(page);
  isDown = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText(number).waitFor();
});

test('an operator is told which permission is missing, and has no such place', async () => {
  const page = await openConsole({ as: 'omar', path: '/payments' });
  await page.getByText('You may not see this.').waitFor();
  expect(await page.getByRole('link', { name: 'Payments', exact: true }).count()).toBe(0);
  await expectNoAxeViolations(page);
});

let count = 0;

async function order(creditors: readonly string[]): Promise<{ number: string; id: string }> {
  count += 1;
  const number = `BR-${systemClock.now().slice(11, 19).replaceAll(':', '')}-${count}`;
  const { id } = await orderPayments({ number, creditors });
  return { number, id };
}

/** As a controller does it, with the keys. */
async function release(page: Page, number: string): Promise<void> {
  await page.goto('/console/approvals');
  await page.getByRole('row').filter({ hasText: number }).first().click();
  await page.getByRole('heading', { name: new RegExp(number) }).waitFor();
  await page.getByRole('button', { name: 'Approve…' }).click();
  await confirmByKeyboard(page, 'Invoices seen.');
  await page.getByText(/: approved\./).waitFor();
}

async function misbehave(faults: Readonly<Record<string, number>>): Promise<void> {
  const reply = await fetch(`${inject('bankControlUrl')}/_sandbox/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
  expect(reply.ok).toBe(true);
}

const BROKEN = { status: 500, code: 'internal', title: 'It broke.' };
