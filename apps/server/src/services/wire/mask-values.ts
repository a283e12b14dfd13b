/**
 * A recorded value as it may be shown: credentials gone, bank accounts down to their last
 * characters, wherever they stand. The shape stays, so that what is shown can still be read as what
 * it was.
 */

import { maskText } from '@kontor/connector-sdk';

export function maskValues(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value, []);
  if (Array.isArray(value)) return value.map(maskValues);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, maskNamed(name, inner)]),
  );
}

/** Some things are secret by their name, whatever they look like. */
function maskNamed(name: string, value: unknown): unknown {
  if (CREDENTIAL_NAME.test(name)) return '***';
  if (ACCOUNT_NAME.test(name) && typeof value === 'string') return maskAccount(value);
  return maskValues(value);
}

/** Account numbers that are not IBANs are recognised only by the name of their field. */
export function maskAccount(account: string): string {
  const shown = Math.min(SHOWN_CHARACTERS, account.length >> 1);
  return `****${account.slice(account.length - shown)}`;
}

const CREDENTIAL_NAME =
  /^(password|secret|authorization|cookie|(access|refresh|id)_?token|client_?secret)$/i;
/** Ledger accounts are called `account` and are no secret; these name accounts at a bank. */
const ACCOUNT_NAME = /^(iban|bban|bank_?account|account_?number|counterparty_?account)$/i;
const SHOWN_CHARACTERS = 4;
