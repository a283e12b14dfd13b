/** Calls that would break a promise of the house, each with what to use instead. */

import { Visitor, type ESTree } from 'rolldown/utils';
import { reachOf } from '../reach.ts';
import { isCode, type Repository, type SourceFile } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';

export const bannedCalls: Rule = {
  name: 'banned-calls',
  *check(repository) {
    for (const file of repository.files.filter(isCode)) {
      if (MENTIONS_ONE.test(file.text)) yield* bannedIn(file, repository);
    }
  },
};

function bannedIn(file: SourceFile, repository: Repository): readonly Finding[] {
  const isTestCode = file.isTest || !reachOf(repository).production.has(file.path);
  const findings: Finding[] = [];
  const report = (node: ESTree.Node, used: string, readsClock = false) => {
    const ban = BANS.find((one) => forbids(one, { used, path: file.path, isTestCode, readsClock }));
    if (!ban) return;
    const message = `${used} is banned here: ${ban.instead}`;
    findings.push({ path: file.path, line: file.lineAt(node.start), message });
  };
  new Visitor({
    NewExpression(node) {
      report(node, `new ${nameOf(node.callee)}`, node.arguments.length === 0);
    },
    CallExpression(node) {
      const name = nameOf(node.callee);
      const method = `.${name.split('.').at(-1)}`;
      for (const used of new Set([name, method])) report(node, used, name === 'Date.now');
    },
    MemberExpression(node) {
      const name = nameOf(node);
      if (name === 'process.env') report(node, name);
    },
  }).visit(file.syntax().program);
  return findings;
}

function forbids({ names, only, allowedIn, testsMay }: Ban, use: Use): boolean {
  if (!names.includes(use.used) || allowedIn.test(use.path)) return false;
  if (only && !only.test(use.path)) return false;
  if (!use.isTestCode) return true;
  return testsMay === 'never' || (testsMay === 'convert' && use.readsClock);
}

/** `a.b` for a name and its members; the last member alone when what it belongs to has no name. */
function nameOf(node: ESTree.Node): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression') return '';
  const member = node.property.type === 'Identifier' && !node.computed ? node.property.name : '';
  return `${nameOf(node.object)}.${member}`;
}

type Use = {
  readonly used: string;
  readonly path: string;
  readonly isTestCode: boolean;
  /** `new Date()` reads the clock; `new Date(text)` converts. */
  readonly readsClock: boolean;
};

type Ban = {
  readonly names: readonly string[];
  readonly instead: string;
  readonly allowedIn: RegExp;
  /** Where it is banned at all, if not everywhere. */
  readonly only?: RegExp;
  readonly testsMay: 'always' | 'convert' | 'never';
};

const BANS: readonly Ban[] = [
  {
    names: ['new Date', 'Date.now'],
    instead: 'take a Clock; convert with the Instant and BankingDay of @kontor/kernel',
    allowedIn: /^packages\/kernel\/src\/(clock|instant|banking-day)\.ts$/,
    testsMay: 'convert',
  },
  {
    names: ['Number', 'parseFloat', 'Number.parseFloat', '.toFixed'],
    instead: 'an amount is never a number; use the Money of @kontor/kernel',
    allowedIn: /^$/,
    only: /^(packages\/(canon|formats)|processes|connectors)\//,
    testsMay: 'always',
  },
  {
    names: ['Math.random'],
    instead: 'take a Random of @kontor/kernel, so that a seed can repeat the run',
    allowedIn: /^packages\/kernel\/src\/random\.ts$/,
    testsMay: 'always',
  },
  {
    names: ['process.env'],
    instead: "read it in the application's config.ts and pass the value",
    // The test-data locator, and the installer, which hands npm its environment.
    allowedIn: /(^|\/)(config|test-data)\.ts$|^tools\/src\/install\//,
    testsMay: 'never',
  },
];

/** Most files are not worth a walk. */
const MENTIONS_ONE = /\b(Date|Number|parseFloat|toFixed|Math\.random|process)\b/;
