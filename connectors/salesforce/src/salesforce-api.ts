/** Where Salesforce's REST API lies, and how a call to it is signed in. */

import {
  sendWithClientCredentials,
  type ConnectorContext,
  type HttpReply,
  type HttpRequest,
  type NotSignedIn,
} from '@kontor/connector-sdk';
import type { SalesforceConfig } from './config.ts';

export type SalesforceContext = ConnectorContext<SalesforceConfig>;

/** `path` lies below the version: `/limits`. */
export function callSalesforce(
  { method, path, body }: Pick<HttpRequest, 'method' | 'path' | 'body'>,
  context: SalesforceContext,
): Promise<HttpReply | NotSignedIn> {
  const { clientId, clientSecret } = context.config;
  return sendWithClientCredentials(
    {
      method,
      path: API_ROOT + path,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
      },
      ...(body !== undefined && { body }),
    },
    context,
    { tokenPath: '/services/oauth2/token', clientId, clientSecret },
  );
}

/** Pinned: replies change with the version (an update answered 204 before 46.0, and 200 since). */
const API_ROOT = '/services/data/v64.0';
