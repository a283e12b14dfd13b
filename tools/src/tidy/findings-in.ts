import { toRepository } from './repository.ts';
import type { Rule } from './rule.ts';

/** What a rule finds in a repository of these files, as `path:line`. */
export function placesIn(rule: Rule, texts: Readonly<Record<string, string>>): readonly string[] {
  return findingsIn(rule, texts).map(({ path, line }) => `${path}:${line}`);
}

export function messagesIn(rule: Rule, texts: Readonly<Record<string, string>>): readonly string[] {
  return findingsIn(rule, texts).map(({ message }) => message);
}

export function findingsIn(rule: Rule, texts: Readonly<Record<string, string>>) {
  return [...rule.check(toRepository(new Map(Object.entries(texts))))];
}

/** A package of ours, as its manifest says. */
export function manifest(name: string, more: object = {}): string {
  return JSON.stringify({ name, exports: { '.': './src/index.ts' }, ...more });
}
