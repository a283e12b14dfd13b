/**
 * Metrics in the OpenMetrics text format (1.0). HTTP is measured here; everything about the
 * business is registered by the modules that know it, on the registry of this file's result.
 */

import {
  Histogram,
  type OpenMetricsContentType,
  prometheusContentType,
  Registry,
} from 'prom-client';

export type Metrics = {
  readonly registry: Registry<OpenMetricsContentType>;
  /** `route` is the pattern of a contract, never a path: labels must stay few. */
  readonly observe: (method: string, route: string, status: number, seconds: number) => void;
  /** The exposition, in the format that the scraper accepts. */
  readonly expose: (accept: string | undefined) => Promise<Exposition>;
};

type Exposition = { readonly contentType: string; readonly text: string };

export function createMetrics(): Metrics {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const duration = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Duration of HTTP requests, from the first byte of the headers to the end of the reply.',
    labelNames: ['http_request_method', 'http_route', 'http_response_status_code'],
    buckets: [...DURATION_BUCKETS],
    registers: [registry],
  });
  return {
    registry,
    observe(method, route, status, seconds) {
      duration.observe(
        {
          http_request_method: method,
          http_route: route,
          http_response_status_code: String(status),
        },
        seconds,
      );
    },
    expose: (accept) => expose(registry, accept),
  };
}

async function expose(
  registry: Registry<OpenMetricsContentType>,
  accept = '',
): Promise<Exposition> {
  const text = await registry.metrics();
  if (accept.includes('application/openmetrics-text')) {
    return { contentType: Registry.OPENMETRICS_CONTENT_TYPE, text };
  }
  // The older format has the same lines without the end mark.
  return { contentType: prometheusContentType, text: text.replace(/# EOF\n?$/, '') };
}

/** Of OpenTelemetry's semantic conventions for `http.server.request.duration`. */
const DURATION_BUCKETS = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
] as const;
