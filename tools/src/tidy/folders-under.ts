import type { Repository } from './repository.ts';

/** `connectors/salesforce`, `connectors/sap-s4hana` for `connectors`. */
export function foldersUnder({ files }: Repository, top: string): readonly string[] {
  const names = files
    .filter(({ path }) => path.startsWith(`${top}/`) && path.split('/').length > 2)
    .map(({ path }) => path.split('/').slice(0, 2).join('/'));
  return [...new Set(names)];
}
