import type { Repository } from './repository.ts';
import type { Finding, Rule } from './rule.ts';

export type RuleFinding = Finding & { readonly rule: string };

/** Everything the rules find, ordered by place. */
export function tidy(repository: Repository, rules: readonly Rule[]): readonly RuleFinding[] {
  return rules
    .flatMap((rule) =>
      [...rule.check(repository)].map((finding) => ({ ...finding, rule: rule.name })),
    )
    .toSorted((left, right) => left.path.localeCompare(right.path) || left.line - right.line);
}
