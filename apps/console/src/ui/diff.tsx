/** What differs between two documents, field by field, before and after beside each other. */

import { diffFields } from '../lib/diff-fields.ts';
import css from './diff.module.css';

export type DiffProps = { readonly before: unknown; readonly after: unknown };

export function Diff({ before, after }: DiffProps) {
  const changes = diffFields(before, after);
  if (changes.length === 0) return <p className={css['same']}>Nothing differs.</p>;
  return (
    <table className={css['diff']}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.path}>
            <th scope="row">{change.path || 'all of it'}</th>
            <td className={css['before']}>{shown(change.before)}</td>
            <td className={css['after']}>{shown(change.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function shown(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
