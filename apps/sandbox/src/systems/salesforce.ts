/** Salesforce: every customer of the group is an account. */

import { startSalesforceSimulator } from '@kontor/connector-salesforce/simulator';
import type { SystemDefinition } from './system-definition.ts';

export const salesforce: SystemDefinition = {
  name: 'salesforce',
  title: 'Salesforce',
  async start({ customers }, options) {
    const credentials = { clientId: 'sandbox-client', clientSecret: 'sandbox-client-secret' };
    const accounts = customers.map(({ number, name }) => ({
      Kontor_Customer__c: number,
      Name: name,
    }));
    const system = await startSalesforceSimulator({ ...options, ...credentials, accounts });
    return { system, settings: { baseUrl: system.url, ...credentials } };
  },
};
