/**
 * SAP S/4HANA Cloud as a ledger: journal entries over SOAP, look-ups and master data over OData V2.
 *
 * Nothing in the posting service recognises a repeat for certain, so every posting carries our
 * reference in a searchable field and is looked up before it is sent again.
 */

import { defineConnector } from '@kontor/connector-sdk';
import { SapS4hanaConfig } from './config.ts';
import { postCustomerInvoice, reverseCustomerInvoice } from './customer-invoice.ts';
import { listCustomers } from './customers.ts';
import { postIncomingPayment, reverseIncomingPayment } from './incoming-payment.ts';
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
    'customerInvoice.post': { ...lookedUp, submit: postCustomerInvoice },
    'customerInvoice.reverse': { ...lookedUp, submit: reverseCustomerInvoice },
    'incomingPayment.post': { ...lookedUp, submit: postIncomingPayment },
    'incomingPayment.reverse': { ...lookedUp, submit: reverseIncomingPayment },
  },
  readings: {
    'customer.list': listCustomers,
    'ledgerAccount.list': listLedgerAccounts,
  },
  postings: listPostedDocuments,
  probe: probeConnection,
});
