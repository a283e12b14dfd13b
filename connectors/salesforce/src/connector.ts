/** Salesforce as a CRM that shows its people what became of an invoice or a payment. */

import { defineConnector } from '@kontor/connector-sdk';
import { noteOnAccount } from './customer-account-note.ts';
import { SalesforceConfig } from './config.ts';
import { readLimitInfo } from './limit-info.ts';
import { listPostedNotes } from './posted-notes.ts';
import { probeSalesforce } from './probe.ts';
import { recogniseNote } from './recognise-note.ts';

export const salesforce = defineConnector({
  name: 'salesforce',
  title: 'Salesforce, REST API v64.0',
  config: SalesforceConfig,
  operations: {
    // An upsert by external id finds the record that an earlier attempt made: sending again is
    // safe.
    'customerAccount.note': {
      ...{ idempotency: 'native-key', submit: noteOnAccount },
      recognise: recogniseNote,
    },
  },
  postings: listPostedNotes,
  probe: probeSalesforce,
  allowanceIn: readLimitInfo,
});
