/** HTTP Basic (RFC 7617), with names and passwords in UTF-8. */

/** The value of the `authorization` header. */
export function basicAuthorization({ user, password }: BasicCredentials): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

export type BasicCredentials = { readonly user: string; readonly password: string };
