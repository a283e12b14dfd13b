/**
 * A prepared statement has its name to itself. PostgreSQL keeps it by connection, so two texts of
 * one name fail only when the same connection happens to meet both.
 */

import { Visitor, type ESTree } from 'rolldown/utils';
import { isCode, type Repository, type SourceFile } from '../repository.ts';
import type { Rule } from '../rule.ts';

export const statementNames: Rule = {
  name: 'statement-names',
  *check(repository) {
    const statements = statementsIn(repository);
    for (const one of statements) {
      const other = statements.find((each) => each !== one && mayMean(each, one));
      if (!other) continue;
      const where = `${other.file.path}:${other.file.lineAt(other.start)}`;
      const message = `the statement ${one.name} may have this name, too: ${where}`;
      yield { path: one.file.path, line: one.file.lineAt(one.start), message };
    }
  },
};

function statementsIn({ files }: Repository): readonly Statement[] {
  return files
    .filter((file) => isCode(file) && !file.isTest && HAS_A_STATEMENT.test(file.text))
    .flatMap(namedIn);
}

function namedIn(file: SourceFile): readonly Statement[] {
  const found: Statement[] = [];
  new Visitor({
    ObjectExpression({ properties, start }) {
      const name = valueOf(properties, 'name');
      const text = valueOf(properties, 'text');
      if (!name || !text) return;
      const named = nameOf(name);
      if (named === undefined) return;
      const said = file.text.slice(text.start, text.end);
      found.push({ file, start, text: said, ...named });
    },
  }).visit(file.syntax().program);
  return found;
}

function valueOf(
  properties: ESTree.ObjectExpression['properties'],
  key: string,
): ESTree.Expression | undefined {
  for (const each of properties) {
    if (each.type !== 'Property' || each.key.type !== 'Identifier') continue;
    if (each.key.name === key) return each.value;
  }
  return undefined;
}

function nameOf(node: ESTree.Expression): Pick<Statement, 'name' | 'isPrefix'> | undefined {
  if (node.type === 'Literal') return { name: String(node.value), isPrefix: false };
  if (node.type !== 'TemplateLiteral') return undefined;
  return { name: node.quasis[0]?.value.raw ?? '', isPrefix: node.expressions.length > 0 };
}

/** The same constant of the same file is the same statement. */
function mayMean(one: Statement, other: Statement): boolean {
  if (one.file === other.file && one.text === other.text) return false;
  if (one.isPrefix && other.name.startsWith(one.name)) return true;
  if (other.isPrefix && one.name.startsWith(other.name)) return true;
  return one.name === other.name;
}

type Statement = {
  readonly file: SourceFile;
  readonly start: number;
  readonly name: string;
  /** The rest of the name is known only when it runs. */
  readonly isPrefix: boolean;
  /** As written: mostly the name of a constant. */
  readonly text: string;
};

/** Most files are not worth a walk. */
const HAS_A_STATEMENT = /\bname: ['`]/;
