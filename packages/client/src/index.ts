export { accessTokens, type AccessTokens, type ClientCredentials } from './access-tokens.ts';
export { listAll } from './list-all.ts';
export { openApiClient, type ApiClient } from './open-api-client.ts';
export { patiently } from './patiently.ts';
export type { Reply } from './read-reply.ts';
export { sendInvoices, type InvoiceSending, type SentInvoice } from './send-invoices.ts';
export { exchange, type Silence } from './exchange.ts';
export { printStory, wrapped } from './print-story.ts';
export { nextOf } from './next-of.ts';
