import type { AccountNote } from '@kontor/canon';
import { testConnector } from '@kontor/connector-kit';
import { startSalesforceSimulator } from '../simulator/start-simulator.ts';
import { salesforce } from './connector.ts';
import { someNote } from './some-note.ts';

const config = {
  baseUrl: 'https://harbour.my.salesforce.example',
  clientId: 'consumer-key-of-the-tests',
  clientSecret: 'consumer-secret-of-the-tests',
};

function noteThat(change: Partial<AccountNote>) {
  return (reference: string) => someNote({ reference, ...change });
}

testConnector({
  connector: salesforce,
  config,
  startSimulator: () =>
    startSalesforceSimulator({
      clientId: config.clientId,
      clientSecret: config.clientSecret,
      accounts: [{ Kontor_Customer__c: 'C10042', Name: 'Müller & Söhne GmbH' }],
    }),
  samples: {
    'customerAccount.note': {
      good: noteThat({}),
      refused: [
        {
          title: 'an unknown customer',
          input: noteThat({ customer: 'C99999' }),
          reason: 'unknown_master_data',
          vendorCode: 'INVALID_FIELD',
        },
        {
          title: 'a status that the picklist does not have',
          input: noteThat({ status: 'forgotten' as never }),
          reason: 'business_rule',
          vendorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        },
        {
          title: 'a number that is too long for its field',
          input: noteThat({ number: 'N'.repeat(141) }),
          reason: 'business_rule',
          vendorCode: 'STRING_TOO_LONG',
        },
        {
          title: 'a required field without a value',
          input: noteThat({ legalEntity: '' }),
          reason: 'business_rule',
          vendorCode: 'REQUIRED_FIELD_MISSING',
        },
      ],
      closedPeriod: { skip: 'A CRM has no fiscal periods.' },
      tooPrecise: noteThat({ amount: '1190.005' }),
    },
  },
});
