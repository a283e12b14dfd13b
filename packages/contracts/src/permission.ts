/**
 * Every permission a token may carry, once, with the sentence that its holder reads. A permission
 * is an OAuth scope of the same name; which legal entities it reaches is the token's
 * `legal_entities`.
 */

export const PERMISSIONS = {
  'invoices:write': 'Send customer invoices and credit notes.',
  'transactions:read': 'Read transactions, their stories and the messages they are made of.',
  'payments:write': 'Order payments; another person releases them.',
  'payments:read': 'Read payments with their payees, and what the bank told of them.',
  'bank:write': 'Hand over bank files and payment status reports.',
  'bank:read': 'Read bank files, statements and entries.',
  'receivables:read': 'Read open items and matches.',
  'receivables:match': 'Match bank entries with open items, and take matches back.',
  'exceptions:read': 'Read what waits for a person.',
  'exceptions:resolve': 'Comment on exceptions and resolve them.',
  'transactions:correct': 'Correct a document that a system refused, and send it again.',
  'transactions:cancel':
    'Cancel what was not sent yet: an application its own documents, a person any.',
  'approvals:decide': 'Approve or decline what another person started.',
  'deliveries:read': 'Read deliveries with their attempts, masked.',
  'deliveries:replay': 'Send a delivery once more, under its own reference.',
  'connections:read': 'Read connections and lanes with their state and backlog.',
  'connections:operate':
    'Pause and resume connections and processes, set priorities and calendars, hold and release ' +
    'lanes, refresh master data.',
  'events:read': 'Read the event feed.',
  'webhooks:read': 'Read webhook subscriptions and their health.',
  'webhooks:write': 'Create, test and delete webhook subscriptions.',
  'legal-entities:read': 'Read legal entities and their fiscal periods.',
  'periods:write': 'Open and close fiscal periods.',
  'reports:read': 'Read control totals.',
  'audit:read': 'Read the audit trail.',
  'retention:read': 'Read how long records are kept, and the legal holds.',
  'retention:write': 'Place legal holds, and ask for their release.',
  'records:delete': 'Ask for the deletion of records whose term is over.',
  'console:use': 'Use the console.',
} as const satisfies Record<string, string>;

export type Permission = keyof typeof PERMISSIONS;

export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as readonly Permission[];

export function isPermission(text: string): text is Permission {
  return Object.hasOwn(PERMISSIONS, text);
}
