/** What SAP could not have taken, found before anything is sent. Codes of our own: `not_sent/…`. */

import type { Rejected, RejectionReason } from '@kontor/connector-sdk';

export function notSent(code: string, text: string, reason?: RejectionReason): Rejected {
  return {
    kind: 'rejected',
    reason: reason ?? 'business_rule',
    vendorCode: `not_sent/${code}`,
    vendorText: `${text} Nothing was sent to SAP.`,
  };
}
