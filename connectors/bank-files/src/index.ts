export {
  openBankFolder,
  type BankFolder,
  type BankFolderOptions,
  type FolderImport,
  type FolderImportOutcome,
} from './open-bank-folder.ts';
export { watchFolder, type FolderWatch } from './watch-folder.ts';
