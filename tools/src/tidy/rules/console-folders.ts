/**
 * The folders of the console: `ui` and `lib` know no feature, features do not know each other, and
 * a feature draws with what `ui` exports and with nothing else.
 */

import { Visitor } from 'rolldown/utils';
import { importsOf, resolveImport, type Import } from '../imports.ts';
import { isCode, type SourceFile } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';

export const consoleFolders: Rule = {
  name: 'console-folders',
  *check({ files }) {
    for (const file of files) {
      const folder = folderOf(file.path);
      if (folder === undefined || !isCode(file)) continue;
      for (const imported of importsOf(file)) {
        const message = objectionTo(file, folder, imported);
        if (message) yield { path: file.path, line: imported.line, message };
      }
      if (folder.startsWith('features/')) yield* styledByHand(file);
    }
  },
};

function objectionTo(file: SourceFile, folder: string, { specifier }: Import): string | undefined {
  const isFeature = folder.startsWith('features/');
  if (isFeature && LOOKS.test(specifier)) return `${specifier} is wrapped by ui/; use ui/index.ts`;
  const target = folderOf(resolveImport(file, specifier, []) ?? '');
  if (target === undefined || target === folder || folder === 'app') return undefined;
  if (target === 'app') return `${folder} may not import app`;
  if (target === 'lib') return undefined;
  if (target === 'ui') return folder === 'lib' ? 'lib may not import ui' : undefined;
  return `${folder} may not import ${target}`;
}

function styledByHand(file: SourceFile): readonly Finding[] {
  const findings: Finding[] = [];
  new Visitor({
    JSXAttribute(node) {
      if (node.name.type !== 'JSXIdentifier' || !BY_HAND.has(node.name.name)) return;
      const message = `${node.name.name} in a feature: looks belong to ui/`;
      findings.push({ path: file.path, line: file.lineAt(node.start), message });
    },
  }).visit(file.syntax().program);
  return findings;
}

/** `app`, `lib`, `ui`, or one feature: `features/exceptions`. */
function folderOf(path: string): string | undefined {
  return /^apps\/console\/src\/(app|lib|ui|features\/[^/]+)\//.exec(path)?.[1];
}

const LOOKS = /^(@mantine|recharts)\b|\.css$/;
const BY_HAND = new Set(['className', 'classNames', 'style', 'styles']);
