/** A watched folder as a way in: it has no operations, because nothing is ever asked of it. */

export {
  openBankFolder,
  type BankFolder,
  type BankFolderOptions,
  type FolderImport,
  type FolderImportOutcome,
} from './open-bank-folder.ts';
export { watchFolder, type FolderWatch } from './watch-folder.ts';
