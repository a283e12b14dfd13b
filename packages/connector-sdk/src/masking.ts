/**
 * What may be shown of a conversation with another system: everything except what signs us in and
 * what names a bank account. Traces, logs and outcomes pass through here before they are kept.
 */

import type { TSchema } from 'typebox';
import { ibanLengthAt } from './iban-shape.ts';

/**
 * The text without the given secrets (however the body encodes them), without other credentials,
 * and with bank accounts down to their last four characters. Longer texts are cut.
 */
export function maskText(
  text: string,
  secrets: readonly string[],
  charactersMax: number = SHOWN_CHARACTERS_MAX,
): string {
  const spellings = secrets.flatMap(spellingsOf).sort((left, right) => right.length - left.length);
  // A secret that the cut would split must still be recognised: more is masked than kept.
  const reserve = Math.max(CREDENTIAL_CHARACTERS_MAX, spellings[0]?.length ?? 0);
  let masked = text.slice(0, charactersMax + reserve);
  for (const spelling of spellings) masked = masked.replaceAll(spelling, MASK);
  masked = masked
    .replace(NAMED_CREDENTIAL, `$1${MASK}`)
    .replace(NAMED_ELEMENT, `$1${MASK}`)
    .replace(HEADER_CREDENTIAL, `$1 ${MASK}`)
    .replace(IBAN_CANDIDATE, maskIban);
  if (text.length <= charactersMax) return masked;
  const kept = masked.slice(0, Math.min(charactersMax, Math.max(0, masked.length - reserve)));
  return `${kept}… (${text.length} characters)`;
}

/** The values of all settings that the schema marks `writeOnly`, nested ones included. */
export function secretsOf(schema: TSchema, settings: unknown): readonly string[] {
  const shape = schema as SchemaShape;
  if (typeof settings === 'string') return shape.writeOnly === true ? [settings] : [];
  if (typeof settings !== 'object' || settings === null) return [];
  const inherited = shape.writeOnly === true ? { writeOnly: true } : {};
  return Object.entries(settings).flatMap(([name, value]) => {
    const inner = shape.properties?.[name] ?? shape.items ?? valueSchemaOf(shape);
    return secretsOf({ ...inner, ...inherited }, value);
  });
}

/** A secret as JSON, XML, forms and addresses write it. */
function spellingsOf(secret: string): string[] {
  if (secret.length < SECRET_CHARACTERS_MIN) return [];
  const inForm = new URLSearchParams([['', secret]]).toString().slice(1);
  const inXml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const spellings = [
    secret,
    encodeURIComponent(secret),
    inForm,
    inXml,
    inXml.replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
  ];
  return [...new Set(spellings)];
}

function maskIban(candidate: string): string {
  const compact = candidate.replaceAll(/[ -]/g, '').toUpperCase();
  const length = ibanLengthAt(compact);
  if (length === undefined) return candidate;
  const rest = restAfter(candidate, length);
  return `****${compact.slice(length - SHOWN_OF_IBAN, length)}${rest}`;
}

/** What follows the first `count` characters that are neither spaces nor hyphens. */
function restAfter(candidate: string, count: number): string {
  let seen = 0;
  for (let at = 0; at < candidate.length; at++) {
    if (candidate[at] !== ' ' && candidate[at] !== '-') seen += 1;
    if (seen === count) return candidate.slice(at + 1);
  }
  return '';
}

function valueSchemaOf(shape: SchemaShape): SchemaShape | undefined {
  return Object.values(shape.patternProperties ?? {})[0];
}

type SchemaShape = {
  readonly writeOnly?: boolean;
  readonly properties?: Readonly<Record<string, SchemaShape>>;
  readonly patternProperties?: Readonly<Record<string, SchemaShape>>;
  readonly items?: SchemaShape;
};

/** Enough of a posting to see what was sent, and small enough to keep for every attempt. */
export const SHOWN_CHARACTERS_MAX = 16_384;

/**
 * Shorter secrets would blot out ordinary words; the settings of connectors ask for longer ones.
 */
const SECRET_CHARACTERS_MIN = 4;

/** Access tokens that are JSON Web Tokens with many claims reach four thousand characters. */
const CREDENTIAL_CHARACTERS_MAX = 4_096;

const SHOWN_OF_IBAN = 4;
const MASK = '***';

const CREDENTIAL_NAMES = [
  'access_token',
  'refresh_token',
  'id_token',
  'client_secret',
  'client_assertion',
  'assertion',
  'password',
  'sessionId',
  'sid',
].join('|');
const NAMED_CREDENTIAL = new RegExp(
  `((?:^|[?&"'\\s])(?:${CREDENTIAL_NAMES})["']?\\s*[:=]\\s*["']?)[^"'&\\s<]+`,
  'gi',
);
const NAMED_ELEMENT = new RegExp(`(<(?:\\w+:)?(?:${CREDENTIAL_NAMES})\\b[^<>]*>)[^<]+`, 'gi');
const HEADER_CREDENTIAL = /\b(Basic|Bearer)\s+[A-Za-z0-9+/=._~-]{8,}/g;
const IBAN_CANDIDATE = /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}/gi;
