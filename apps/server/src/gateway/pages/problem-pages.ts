/** The pages that `type` of a problem leads to (RFC 9457, section 3.1.1), and their list. */

import { PROBLEMS, type ProblemCode } from '@kontor/kernel';
import { html, marked, page } from './html.ts';

/** Undefined when there is no such problem. */
export function problemPageOf(code: string): string | undefined {
  if (!Object.hasOwn(PROBLEMS, code)) return undefined;
  const definition = PROBLEMS[code as ProblemCode];
  const again =
    'retryable' in definition
      ? 'The same request may succeed later.'
      : 'The same request will be refused again.';
  return page(
    definition.title,
    html`<p><code>${code}</code>, HTTP status ${definition.status}. ${again}</p>
      <h2>What to do</h2>
      <p>${marked(definition.remedy)}</p>
      <p>
        Every problem carries a <code>correlationId</code>: name it when you ask for help.
        <code>detail</code> and <code>errors</code> say what is the matter with your very request.
      </p>`,
  );
}

export function problemList(): string {
  return page(
    'Problems',
    html`<p>Decide by <code>code</code>, never by the title.</p>
      ${problemTable()}`,
  );
}

export function problemTable() {
  const rows = Object.entries(PROBLEMS).map(
    ([code, { status, title }]) =>
      html`<tr>
        <td>
          <a href="/problems/${code}"><code>${code}</code></a>
        </td>
        <td>${status}</td>
        <td>${title}</td>
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        <th scope="col">code</th>
        <th scope="col">status</th>
        <th scope="col">meaning</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
