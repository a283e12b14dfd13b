import { permissionsOf } from '@kontor/contracts';
import { testDatabase } from '@kontor/testing';
import { afterAll, expect, test } from 'vitest';
import type { PersonSettings } from '../../../company/company-settings.ts';
import { openBrowser } from '../../testing/browser.ts';
import { openSite } from '../../testing/open-site.ts';

const ANA: PersonSettings = {
  email: 'Ana@Kontor.example',
  name: 'Ana Lindqvist',
  roles: ['finance-operations'],
  legalEntities: ['DE01', 'GB01'],
  password: 'correct horse battery',
  sample: true,
};
const { pool } = await testDatabase();
const site = await openSite({ pool, people: [ANA] });
afterAll(() => site.close());

test('Ana signs in by her password, works, and signs out', async () => {
  const browser = openBrowser(site.publicUrl);
  const asked = await browser.request('/console/sign-in?return_to=/console/transactions?q=INV-1');
  const form = await browser.follow(asked);
  expect(form.text).toContain('Sign in to Kontor');
  const sent = await browser.request(form.url, {
    form: { email: 'ana@kontor.example', password: 'correct horse battery' },
  });
  const back = await browser.follow(sent, (url) => url.includes('/console/transactions'));
  expect(back.location, back.text).toBe(`${site.publicUrl}/console/transactions?q=INV-1`);
  const list = await browser.request('/v1/legal-entities');
  expect(list.status).toBe(200);
  expect(permissionsOf(['finance-operations'])).toContain('legal-entities:read');
  const out = await browser.request('/console/sign-out', { form: {} });
  expect(out.status).toBe(303);
  expect((await browser.request('/v1/legal-entities')).status).toBe(401);
  expect(site.faults).toEqual([]);
});
