/** Calls that would break a promise of the house, each with what to use instead. */

import { Visitor, type ESTree } from 'rolldown/utils';
import { reachOf } from '../reach.ts';
import { isCode, type Repository, type SourceFile } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';

export const bannedCalls: Rule = {
  name: 'banned-calls',
  *check(repository) {
    for (const file of repository.files.filter(isCode)) {
      if (file.path.startsWith(EXAMPLES) || !MENTIONS_ONE.test(file.text)) continue;
      yield* bannedIn(file, repository);
    }
  },
};

function bannedIn(file: SourceFile, repository: Repository): readonly Finding[] {
  const isTestCode = file.isTest || !reachOf(repository).production.has(file.path);
  const findings: Finding[] = [];
  const read = new Set<number>();
  const report = (node: ESTree.Node, used: string, isRead = false) => {
    const ban = BANS.find((one) => forbids(one, { used, path: file.path, isTestCode, isRead }));
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
      const isRead = nameOf(node.object) === ENVIRONMENT;
      if (isRead) read.add(node.object.start);
      const isHandedOn = nameOf(node) === ENVIRONMENT && !read.has(node.start);
      if (isRead || isHandedOn) report(node, ENVIRONMENT, isRead && !IS_PATH.test(nameOf(node)));
    },
  }).visit(file.syntax().program);
  return findings;
}

function forbids({ names, only, allowedIn, testsMay }: Ban, use: Use): boolean {
  if (!names.includes(use.used) || allowedIn.test(use.path)) return false;
  if (only && !only.test(use.path)) return false;
  return !use.isTestCode || (testsMay === 'convert' && use.isRead);
}

/** `a.b` for a name and its members; the last member alone when what it belongs to has no name. */
function nameOf(node: ESTree.Node): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression') return '';
  return `${nameOf(node.object)}.${memberOf(node)}`;
}

function memberOf({ property, computed }: ESTree.MemberExpression): string {
  if (property.type === 'Literal') return String(property.value);
  return property.type === 'Identifier' && !computed ? property.name : '';
}

type Use = {
  readonly used: string;
  readonly path: string;
  readonly isTestCode: boolean;
  /** `new Date()` reads the clock; `new Date(text)` only converts. */
  readonly isRead: boolean;
};

type Ban = {
  readonly names: readonly string[];
  readonly instead: string;
  readonly allowedIn: RegExp;
  /** Where it is banned at all, if not everywhere. */
  readonly only?: RegExp;
  /** `convert`: turn values into others or hand them on, but not read the world. */
  readonly testsMay: 'always' | 'convert';
};

const ENVIRONMENT = 'process.env';

/** A test that starts a program has to say where programs are. */
const IS_PATH = /\.PATH$/;

const BANS: readonly Ban[] = [
  {
    names: ['new Date', 'Date.now'],
    instead: 'take a Clock; convert with the Instant and BankingDay of @kontor/kernel',
    allowedIn: /^(packages\/kernel|apps\/console)\/src\/(lib\/)?(clock|instant|banking-day)\.ts$/,
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
    names: [ENVIRONMENT],
    instead: "read it in the application's config.ts and pass the value",
    // The one test-data locator, and the installer, which hands npm its environment.
    allowedIn:
      /(^|\/)config\.ts$|^packages\/(testing|formats)\/src\/test-data\.ts$|^tools\/src\/install\//,
    testsMay: 'convert',
  },
];

/** Read by people who copy them: they stand on their own. */
const EXAMPLES = 'examples/';

/** Most files are not worth a walk. */
const MENTIONS_ONE = /\b(Date|Number|parseFloat|toFixed|Math\.random|process)\b/;
