/** A function fits on one screen. What only holds tests together is a chapter, not a function. */

import { Visitor, type ESTree } from 'rolldown/utils';
import { isCode, type SourceFile } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';

export const functionLength: Rule = {
  name: 'function-length',
  *check({ files }) {
    for (const file of files) if (isCode(file)) yield* longFunctions(file);
  },
};

function longFunctions(file: SourceFile): readonly Finding[] {
  const findings: Finding[] = [];
  const open: { holdsTests: boolean }[] = [];
  const enter = () => void open.push({ holdsTests: false });
  const leave = ({ start, end }: Span) => {
    if (open.pop()?.holdsTests) return;
    const line = file.lineAt(start);
    const length = file.lineAt(end) - line + 1;
    if (length <= LINES_MAX) return;
    const message = `a function of ${length} lines; at most ${LINES_MAX}: move leaves out of it`;
    findings.push({ path: file.path, line, message });
  };
  new Visitor({
    CallExpression({ callee }) {
      const holder = open.at(-1);
      if (holder && TEST_CALLS.has(firstNameOf(callee))) holder.holdsTests = true;
    },
    FunctionDeclaration: enter,
    FunctionExpression: enter,
    ArrowFunctionExpression: enter,
    'FunctionDeclaration:exit': leave,
    'FunctionExpression:exit': leave,
    'ArrowFunctionExpression:exit': leave,
  }).visit(file.syntax().program);
  return findings;
}

/** `describe` of `describe.each(…)(…)`. */
function firstNameOf(callee: ESTree.Node): string {
  if (callee.type === 'CallExpression') return firstNameOf(callee.callee);
  if (callee.type === 'MemberExpression') return firstNameOf(callee.object);
  return callee.type === 'Identifier' ? callee.name : '';
}

type Span = { readonly start: number; readonly end: number };

const LINES_MAX = 70;
const TEST_CALLS = new Set(['describe', 'it', 'test']);
