/** What the console wants to know about a person, in the words of OpenID Connect. */
export const IDENTITY_SCOPES = ['openid', 'profile', 'email'] as const;
