import { type Browser, chromium } from 'playwright-core';
import { inject } from 'vitest';

/** The one browser of the run. */
export function connectedBrowser(): Promise<Browser> {
  connection ??= chromium.connect(inject('browserAddress'));
  return connection;
}

let connection: Promise<Browser> | undefined;
