/** Plain pages that work without scripts, in light and dark, and on paper. */

/** Text that is made for HTML; everything else is escaped when it is put into a page. */
export type Html = { readonly html: string };

/** A tagged template: what is inserted is escaped, unless it is HTML already. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  let text = parts[0] ?? '';
  for (const [index, value] of values.entries()) text += toText(value) + (parts[index + 1] ?? '');
  return { html: text };
}

export function page(title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Kontor</title>
        <link rel="stylesheet" href="/docs/style.css" />
      </head>
      <body>
        <header>
          <nav aria-label="Documentation">
            <a href="/docs">Kontor</a> <a href="/docs/api">Try the API</a>
            <a href="/problems">Problems</a> <a href="/openapi.json">OpenAPI</a>
            <a href="/asyncapi.json">AsyncAPI</a>
          </nav>
        </header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `.html;
}

/** Sentences of the contracts mark code with grave accents. */
export function marked(sentence: string): Html {
  return { html: escape(sentence).replaceAll(/`([^`]+)`/g, '<code>$1</code>') };
}

function toText(value: string | number | Html | readonly Html[]): string {
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
  if ('html' in value) return value.html;
  return value.map((part) => part.html).join('\n');
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export const STYLE_SHEET = `
:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 48rem; margin: 0 auto; padding: 1rem; }
nav a { margin-right: 1rem; }
h1 { line-height: 1.2; }
code, pre { font: 0.9em ui-monospace, monospace; border-radius: 4px; }
code, pre { background: rgb(127 127 127 / 15%); }
code { padding: 0.1em 0.3em; }
pre { padding: 1rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem 0.3rem 0; }
tr { border-bottom: 1px solid rgb(127 127 127 / 40%); }
`;
