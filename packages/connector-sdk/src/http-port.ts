/**
 * The network, as a connector sees it: one function that always answers. A time-out, a reset and an
 * unreadable reply are `silence`; a connector never sees an exception of the network.
 */

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the connection's base address, with its query: `/services/data/v64.0/query?q=…`. */
  readonly path: string;
  /** Lower-case names. What belongs to signing in is added here and never recorded. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type HttpReply = HttpAnswer | HttpSilence;

export type HttpAnswer = {
  readonly kind: 'reply';
  readonly status: number;
  /** Lower-case names; repeated headers are joined with a comma, cookies with a line feed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type HttpSilence = {
  readonly kind: 'silence';
  readonly cause: string;
  /**
   * False only when not one byte of the request was written: then it certainly was not acted on.
   */
  readonly mayHaveBeenSent: boolean;
};

export type HttpPort = (request: HttpRequest) => Promise<HttpReply>;
