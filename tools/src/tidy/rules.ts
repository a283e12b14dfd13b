import { PROBLEMS } from '@kontor/kernel';
import type { Rule } from './rule.ts';
import { bannedCalls } from './rules/banned-calls.ts';
import { connectorShape } from './rules/connector-shape.ts';
import { consoleFolders } from './rules/console-folders.ts';
import { dependencies } from './rules/dependencies.ts';
import { fileLength } from './rules/file-length.ts';
import { fileNames } from './rules/file-names.ts';
import { forbiddenText } from './rules/forbidden-text.ts';
import { functionLength } from './rules/function-length.ts';
import { importTable } from './rules/import-table.ts';
import { lineLength } from './rules/line-length.ts';
import { markdownLinks } from './rules/markdown-links.ts';
import { packageFields } from './rules/package-fields.ts';
import { problemPages } from './rules/problem-pages.ts';
import { processShape } from './rules/process-shape.ts';
import { statementNames } from './rules/statement-names.ts';
import { unusedFiles } from './rules/unused-files.ts';

/** A new rule is a file in rules/, its test, and one line here. */
export const RULES: readonly Rule[] = [
  bannedCalls,
  connectorShape,
  consoleFolders,
  dependencies,
  fileLength,
  fileNames,
  forbiddenText,
  functionLength,
  importTable,
  lineLength,
  markdownLinks,
  packageFields,
  problemPages(Object.keys(PROBLEMS)),
  processShape,
  statementNames,
  unusedFiles,
];
