/**
 * `Sforce-Limit-Info: api-usage=18/5000` comes with every reply of the REST API: calls of the last
 * 24 hours, of all who call this organisation ("Limit Info Header", seen 2026-03-02).
 */

import type { Allowance } from '@kontor/connector-sdk';

export function readLimitInfo(headers: Readonly<Record<string, string>>): Allowance | undefined {
  const [, used, max] = API_USAGE.exec(headers['sforce-limit-info'] ?? '') ?? [];
  if (used === undefined || max === undefined) return undefined;
  return { used: Number.parseInt(used, 10), max: Number.parseInt(max, 10) };
}

/** Other usages may stand beside it: `api-usage=18/5000; per-app-api-usage=17/250(appName=…)`. */
const API_USAGE = /(?:^|[;,\s])api-usage=(\d{1,12})\/(\d{1,12})/;
