/**
 * SAP S/4HANA Cloud as a ledger: journal entries over SOAP, look-ups and master data over OData V2.
 *
 * Nothing in the posting service recognises a repeat for certain, so every posting carries our
 * reference in a searchable field and is looked up before it is sent again.
 */

import { defineConnector } from '@kontor/connector-sdk';
import { SapS4hanaConfig } from './config.ts';
import {
  postCustomerInvoice,
  recogniseCustomerInvoice,
  reverseCustomerInvoice,
} from './customer-invoice.ts';
import { listCustomers } from './customers.ts';
import {
  postIncomingPayment,
  recogniseIncomingPayment,
  reverseIncomingPayment,
} from './incoming-payment.ts';
import { listLedgerAccounts } from './ledger-accounts.ts';
import { lookUpDocument, VISIBLE_AFTER_MS } from './look-up-document.ts';
import { listPostedDocuments } from './posted-documents.ts';
import { probeConnection } from './probe-connection.ts';

const lookedUp = {
  idempotency: 'look-up',
  visibleAfterMs: VISIBLE_AFTER_MS,
  lookUp: lookUpDocument,
} as const;

export const sapS4hana = defineConnector({
  name: 'sap-s4hana',
  title: 'SAP S/4HANA Cloud',
  config: SapS4hanaConfig,
  operations: {
    'customerInvoice.post': {
      ...{ ...lookedUp, submit: postCustomerInvoice },
      recognise: recogniseCustomerInvoice,
    },
    // A reversal names its document, and so its reference is the same as before.
    'customerInvoice.reverse': {
      ...{ ...lookedUp, submit: reverseCustomerInvoice },
      recognise: lookUpDocument,
    },
    'incomingPayment.post': {
      ...{ ...lookedUp, submit: postIncomingPayment },
      recognise: recogniseIncomingPayment,
    },
    'incomingPayment.reverse': {
      ...{ ...lookedUp, submit: reverseIncomingPayment },
      recognise: lookUpDocument,
    },
  },
  readings: {
    'customer.list': listCustomers,
    'ledgerAccount.list': listLedgerAccounts,
  },
  postings: listPostedDocuments,
  probe: probeConnection,
});
