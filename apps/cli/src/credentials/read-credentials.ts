/** Where the platform is and who asks: from the variables, or from what the server wrote down. */

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Environment } from '../config.ts';

const CredentialsFile = Type.Object({
  apiUrl: Type.String({ pattern: '^https?://' }),
  tokenUrl: Type.String({ pattern: '^https?://' }),
  clientId: Type.String({ minLength: 1 }),
  clientSecret: Type.String({ minLength: 1 }),
});

export type Credentials = Static<typeof CredentialsFile> & { readonly kind: 'credentials' };
export type Missing = { readonly kind: 'missing'; readonly detail: string };

export async function readCredentials(environment: Environment): Promise<Credentials | Missing> {
  const { apiUrl, tokenUrl, clientId, clientSecret } = environment;
  const given = { apiUrl, tokenUrl, clientId, clientSecret };
  if (credentialsFile.Check(given)) return { kind: 'credentials', ...given };
  for (const folder of foldersOf(environment)) {
    const path = join(folder, FILE);
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const value = fromJson(text);
    if (credentialsFile.Check(value)) return { kind: 'credentials', ...value };
    return { kind: 'missing', detail: `${path} does not hold credentials` };
  }
  return {
    kind: 'missing',
    detail: `there is no .kontor/${FILE} here or above: has the server been started?`,
  };
}

function foldersOf({ home, workingFolder }: Environment): readonly string[] {
  if (home !== undefined) return [home];
  const folders: string[] = [];
  for (let folder = workingFolder; ; folder = dirname(folder)) {
    folders.push(join(folder, '.kontor'));
    if (dirname(folder) === folder) return folders;
  }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const credentialsFile = Compile(CredentialsFile);
const FILE = 'credentials.json';
