/** What one connection and one request may cost before they are refused. */

/** Tokens of 8 kB, a long URL and a proxy’s headers fit; nothing legitimate needs more. */
export const HEADER_BYTES_MAX = 16_384;

/** Headers are one packet or two; whoever takes longer holds a socket for its own sake. */
export const HEADERS_TIMEOUT_MS = 10_000;

/** For a body that is held in memory: 10 MB at 3 Mbit/s. */
export const BODY_TIMEOUT_MS = 30_000;

/** For a streamed body: below this rate over a window, the sender is slow on purpose. */
export const STREAM_BYTES_PER_SECOND_MIN = 8_192;
export const STREAM_WINDOW_MS = 10_000;

/** The whole of the largest upload: 1 GiB at 2.4 Mbit/s. Buffered bodies have less, see above. */
export const REQUEST_TIMEOUT_MS = 3_600_000;

/** How often timed-out connections are looked for. */
export const SWEEP_INTERVAL_MS = 1_000;

/** Longer than the idle time of the usual load balancers (60 s), so that they close first. */
export const KEEP_ALIVE_MS = 65_000;

/** A connection is renewed now and then, so that a deploy or a new balancer gets its share. */
export const REQUESTS_PER_SOCKET_MAX = 100_000;

/** The longest path parameter is a lane id. */
export const PATH_PARAMETER_CHARACTERS_MAX = 256;

/** The longest token of the field has 200 permissions and companies (check RS-14). */
export const TOKEN_BYTES_MAX = 8_192;

/** Long polls end before proxies give up on them (60 s). */
export const WAIT_SECONDS_MAX = 30;
