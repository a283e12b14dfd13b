/** Everything that can be configured: one line per connector, one line per process. */

import { bankFiles } from '@kontor/connector-bank-files';
import { salesforce } from '@kontor/connector-salesforce';
import { sapS4hana } from '@kontor/connector-sap-s4hana';
import type { Connector } from '@kontor/connector-sdk';
import { processCatalogue } from '@kontor/engine';
import {
  applyCustomerPayment,
  applyCustomerPayment1,
} from '@kontor/process-apply-customer-payment';
import { createCustomerInvoice } from '@kontor/process-create-customer-invoice';
import { sendPaymentBatch } from '@kontor/process-send-payment-batch';

const ALL_CONNECTORS: readonly unknown[] = [bankFiles, salesforce, sapS4hana];

export const connectors: ReadonlyMap<string, Connector> = new Map(
  (ALL_CONNECTORS as readonly Connector[]).map((connector) => [connector.name, connector]),
);

export const processes = processCatalogue([
  applyCustomerPayment1,
  applyCustomerPayment,
  createCustomerInvoice,
  sendPaymentBatch,
]);
