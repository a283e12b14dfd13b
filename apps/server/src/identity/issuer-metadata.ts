/** What another issuer publishes about itself (OpenID Connect Discovery 1.0, RFC 8414). */

export type IssuerMetadata = {
  readonly tokenEndpoint: string;
  /** The one address from which its keys are fetched. */
  readonly keysAddress: string;
};

/** Asked once; a failure is not remembered, and asked again by whoever needs it next. */
export function issuerMetadata(issuer: string): () => Promise<IssuerMetadata> {
  let known: Promise<IssuerMetadata> | undefined;
  return () => {
    known ??= readMetadata(issuer).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

async function readMetadata(issuer: string): Promise<IssuerMetadata> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const metadata = (await readIssuerJson(address)) as Readonly<Record<string, unknown>>;
  // Else one issuer could answer for another (RFC 8414, 3.3).
  if (metadata['issuer'] !== issuer) throw new Error(`${address} is of another issuer`);
  const read = (name: string) => {
    const value = metadata[name];
    if (typeof value !== 'string' || !isAsSafe(value, issuer)) {
      throw new Error(`${address} has no acceptable ${name}`);
    }
    return value;
  };
  return { tokenEndpoint: read('token_endpoint'), keysAddress: read('jwks_uri') };
}

/** JSON of an issuer: no redirects, in time, and of a size that is sensible. */
export async function readIssuerJson(address: string): Promise<object> {
  const reply = await fetch(address, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  });
  if (!reply.ok) throw new Error(`the issuer answered ${reply.status} at ${address}`);
  const text = await reply.text();
  if (text.length > CHARACTERS_MAX) throw new Error(`the issuer says too much at ${address}`);
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error(`${address} is no object`);
  return value;
}

/** HTTPS, but for an issuer on this machine that has none itself. */
function isAsSafe(address: string, issuer: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol } = new URL(address);
  return protocol === 'https:' || protocol === new URL(issuer).protocol;
}

/** A request of a caller waits for it. */
const FETCH_TIMEOUT_MS = 5_000;
/** The largest issuers publish a dozen keys with certificates. */
const CHARACTERS_MAX = 262_144;
