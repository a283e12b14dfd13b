/**
 * A token bucket per application (RateLimit header fields,
 * draft-ietf-httpapi-ratelimit-headers-11).
 *
 * The buckets are this node's own: n nodes together let through n times the quota, so the quota
 * that is configured is the one of a node. Asking a shared store would cost every request a round
 * trip.
 */

export type RateLimitPolicy = {
  readonly requests: number;
  readonly windowSeconds: number;
};

export type RateLimitState = {
  readonly allowed: boolean;
  /** Value of the RateLimit header: `t` is when there is more, or all when there is some. */
  readonly header: string;
  /** How long to wait when it is not allowed. */
  readonly retryAfterSeconds: number;
};

export type RateLimiter = {
  /** Value of the RateLimit-Policy header. */
  readonly policy: string;
  take(application: string, elapsedMs: number): RateLimitState;
  /**
   * For what turned out to be more than one request: taken whether it is there or not, so that the
   * next request waits until it is paid back. Answers the RateLimit header.
   */
  charge(application: string, requests: number, elapsedMs: number): string;
};

type Bucket = { tokens: number; at: number };

export function rateLimiter({ requests, windowSeconds }: RateLimitPolicy): RateLimiter {
  const buckets = new Map<string, Bucket>();
  const perMs = requests / (windowSeconds * 1_000);

  function bucketOf(application: string, elapsedMs: number): Bucket {
    let bucket = buckets.get(application);
    if (!bucket) {
      if (buckets.size >= BUCKETS_MAX) forgetOldest(buckets);
      bucket = { tokens: requests, at: elapsedMs };
      buckets.set(application, bucket);
    }
    bucket.tokens = Math.min(requests, bucket.tokens + (elapsedMs - bucket.at) * perMs);
    bucket.at = elapsedMs;
    return bucket;
  }

  function standing({ tokens }: Bucket): { readonly header: string; readonly seconds: number } {
    const remaining = Math.max(0, Math.floor(tokens));
    const missing = remaining === 0 ? 1 - tokens : requests - tokens;
    const seconds = Math.max(1, Math.ceil(missing / perMs / 1_000));
    return { header: `"api";r=${remaining};t=${seconds}`, seconds };
  }

  return {
    policy: `"api";q=${requests};w=${windowSeconds}`,
    take(application, elapsedMs) {
      const bucket = bucketOf(application, elapsedMs);
      const allowed = bucket.tokens >= 1;
      if (allowed) bucket.tokens -= 1;
      const { header, seconds } = standing(bucket);
      return { allowed, header, retryAfterSeconds: allowed ? 0 : seconds };
    },
    charge(application, charged, elapsedMs) {
      const bucket = bucketOf(application, elapsedMs);
      bucket.tokens -= charged;
      return standing(bucket).header;
    },
  };
}

function forgetOldest(buckets: Map<string, unknown>): void {
  const oldest = buckets.keys().next();
  if (!oldest.done) buckets.delete(oldest.value);
}

/** Applications are registered by hand; this many never meet one node. */
const BUCKETS_MAX = 10_000;
