/**
 * The page for people: which systems run where, what goes wrong with them, and what is in their
 * books. Plain HTML that works without a script, with a keyboard, and in the dark.
 */

import { Faults } from '@kontor/connector-kit/simulator';
import type { SandboxSystem } from '../start-sandbox.ts';
import type { PageContent } from './start-page.ts';

export function sandboxPage({ company, systems }: PageContent): string {
  const entities = company.legalEntities.map(({ code, name }) => `${code} ${name}`).join(', ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kontor sandbox</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Kontor sandbox</h1>
<p>Simulated systems of a group that does not exist: ${escaped(entities)};
${company.customers.length} customers. Reload the page to see what changed.</p>
<nav aria-label="Systems"><ul>
${systems.map(({ name, title }) => `<li><a href="#${name}">${escaped(title)}</a></li>`).join('\n')}
</ul></nav>
</header>
<main>
${systems.map(systemSection).join('\n')}
</main>
</body>
</html>
`;
}

function systemSection(system: SandboxSystem): string {
  const { name, title } = system;
  const [url, controls] = [escaped(system.url), escaped(system.controlUrl)];
  const code = `<code>${url}</code>`;
  const address = system.hasPage ? `<a href="${url}">${code}</a>` : code;
  return `<section id="${name}" aria-labelledby="${name}-title">
<h2 id="${name}-title">${escaped(title)}</h2>
<p>${stateOf(system)}</p>
<dl>
<dt>Address</dt><dd>${address}</dd>
<dt>Controls</dt><dd><a href="${controls}/_sandbox/ledger"><code>${controls}</code></a></dd>
</dl>
${faultsForm(system)}
${booksTable(system)}
</section>`;
}

function stateOf({ faults }: SandboxSystem): string {
  const current = faults.current();
  if (current.down) return '<strong>Down.</strong> Connections are refused.';
  const active = FAULT_FIELDS.filter(
    ([name]) => name !== 'retryAfterSeconds' && Number(current[name as keyof Faults]) > 0,
  ).map(([, { title }]) => title);
  return active.length === 0
    ? 'Running well.'
    : `<strong>Disturbed:</strong> ${escaped(active.join(', '))}.`;
}

function faultsForm({ name, title, faults }: SandboxSystem): string {
  const current = faults.current();
  const fields = FAULT_FIELDS.map(([fault, schema]) =>
    faultField(`${name}-${fault}`, fault, {
      ...schema,
      value: current[fault as keyof Faults],
    }),
  );
  return `<form method="post" action="/systems/${name}/faults">
<fieldset>
<legend>What goes wrong with ${escaped(title)}</legend>
${fields.join('\n')}
</fieldset>
<button type="submit">Apply to ${escaped(title)}</button>
<button type="submit" name="clear" value="yes" formnovalidate>All off</button>
</form>`;
}

type FieldSchema = {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly minimum?: number;
  readonly maximum?: number;
};

function faultField(
  id: string,
  fault: string,
  { type, title, description, minimum, maximum, value }: FieldSchema & { value: boolean | number },
): string {
  const input =
    type === 'boolean'
      ? `<input type="checkbox" value="on"${value === true ? ' checked' : ''}`
      : `<input type="number" required min="${minimum}" max="${maximum}" ` +
        `step="${type === 'integer' ? '1' : '0.01'}" value="${String(value)}"`;
  return `<div class="field">
<label for="${id}">${escaped(title)}${unitOf(fault)}</label>
${input} id="${id}" name="${fault}" aria-describedby="${id}-help">
<p id="${id}-help">${escaped(description)}</p>
</div>`;
}

/** The names of switches end in their unit. */
function unitOf(fault: string): string {
  if (fault.endsWith('Ms')) return ', milliseconds';
  if (fault.endsWith('Seconds')) return ', seconds';
  return fault.endsWith('Rate') ? ', share from 0 to 1' : '';
}

function booksTable({ title, ledger }: SandboxSystem): string {
  const { entries, references, byKind, doubled } = ledger.summary();
  const kinds = Object.entries(byKind).map(([kind, count]) => [kind, String(count)] as const);
  const rows = [
    ['Entries', String(entries)] as const,
    ['References', String(references)] as const,
    ...kinds,
    ['Effects that happened more than once', String(doubled.length)] as const,
  ];
  const tableRows = rows.map(
    ([label, value]) => `<tr><th scope="row">${escaped(label)}</th><td>${value}</td></tr>`,
  );
  const doubledList = doubled
    .slice(0, DOUBLED_SHOWN_MAX)
    .map(({ reference, times }) => `<li><code>${escaped(reference)}</code>: ${times} times</li>`);
  return `<table>
<caption>Books of ${escaped(title)}</caption>
<tbody>
${tableRows.join('\n')}
</tbody>
</table>
${doubledList.length > 0 ? `<ul>${doubledList.join('')}</ul>` : ''}`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The table of faults, as far as a form needs it. */
const FAULT_FIELDS = Object.entries(
  Faults.properties as unknown as Readonly<Record<keyof Faults, FieldSchema>>,
);

/** Enough to see that something is wrong; the ledger has them all. */
const DOUBLED_SHOWN_MAX = 20;

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#c8ccd0, #464b50);
  --quiet: light-dark(#4a5056, #b4bac0); }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem;
  background: light-dark(#ffffff, #16181b); color: light-dark(#1a1d20, #eceef0); }
nav ul { display: flex; gap: 1rem; padding: 0; list-style: none; }
a { color: light-dark(#0b57a4, #8cc4ff); }
section { border-top: 1px solid var(--line); padding: 1rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; }
dd { margin: 0; }
fieldset { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1rem;
  border: 1px solid var(--line); margin-bottom: 1rem; }
.field label { display: block; font-weight: 600; }
.field p { margin: 0.25rem 0 0; font-size: 0.875rem; color: var(--quiet); }
input[type='number'] { width: 8rem; }
input, button { font: inherit; padding: 0.25rem 0.5rem; min-height: 1.5rem; }
:focus-visible { outline: 3px solid light-dark(#0b57a4, #8cc4ff); outline-offset: 2px; }
table { border-collapse: collapse; margin-top: 1rem; }
caption { text-align: left; font-weight: 600; }
th, td { text-align: left; padding: 0.25rem 1rem 0.25rem 0; border-bottom: 1px solid var(--line); }
td { text-align: right; font-variant-numeric: tabular-nums; }
th { font-weight: 400; }
`;
