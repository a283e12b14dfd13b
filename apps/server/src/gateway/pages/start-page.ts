/**
 * /docs: the first page of a developer. A call that works, what is promised, what can come back.
 */

import {
  createCustomerInvoice,
  ENDPOINTS,
  EVENTS,
  TAGS,
  type Endpoint,
  type Tag,
} from '@kontor/contracts';
import { html, marked, page } from './html.ts';

type Address = { readonly publicUrl: string; readonly tokenEndpoint: string };

export function startPage({ publicUrl, tokenEndpoint }: Address): string {
  const { examples } = createCustomerInvoice.bodies['application/json'];
  const invoice = JSON.stringify(examples.invoice, undefined, 2);
  return page(
    'One way into every finance system',
    html`<p>
        Hand over an invoice once. Kontor checks it, keeps it, posts it once and in order, tells you
        when it is done, and can show every step of it for ever.
      </p>
      <h2>A first call</h2>
      <p>Get a token for your application, with the permissions that you need:</p>
      <pre>
curl -u "$CLIENT_ID:$CLIENT_SECRET" ${tokenEndpoint} \\
  -d grant_type=client_credentials -d scope="invoices:write transactions:read"</pre>
      <p>Send an invoice. The key is yours: a new one for each invoice, the same for each retry.</p>
      <pre>
curl ${publicUrl}${createCustomerInvoice.path} \\
  -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
  -H 'Idempotency-Key: "invoice-2026-00417"' -H "Prefer: wait=10" \\
  -d @invoice.json</pre>
      <pre>${invoice}</pre>
      <h2>What you can rely on</h2>
      <ul>
        ${GUARANTEES.map((guarantee) => html`<li>${marked(guarantee)}</li>`)}
      </ul>
      <h2>Operations</h2>
      <p>Try each of them on <a href="/docs/api">the API page</a>.</p>
      ${(Object.keys(TAGS) as Tag[]).map(operationsOf)}
      <h2>Events</h2>
      <p>Pull them from <code>/v1/events</code>, or have them posted to you by a webhook.</p>
      <table>
        <tbody>
          ${EVENTS.map(
            ({ type, summary }) =>
              html`<tr>
                <td><code>${type}</code></td>
                <td>${summary}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <h2>When something is refused</h2>
      <p>
        The answer is a problem (RFC 9457) with a stable <code>code</code>, and
        <code>errors</code> that point at the fields to mend. <a href="/problems">All problems</a>.
      </p>`,
  );
}

function operationsOf(tag: Tag) {
  const endpoints = (ENDPOINTS as readonly Endpoint[]).filter((contract) => contract.tag === tag);
  return html`<h3>${tag}</h3>
    <p>${TAGS[tag]}</p>
    <table>
      <tbody>
        ${endpoints.map(
          ({ method, path, summary }) =>
            html`<tr>
              <td><code>${method} ${path}</code></td>
              <td>${summary}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

/** Of the published guarantees, those that a caller builds on. */
const GUARANTEES = [
  'What was answered with 2xx is durable: it survives a crash of the process and of the machine.',
  'The same `Idempotency-Key` gives the same answer for at least 30 days, and one effect.',
  'The same invoice number of one legal entity is accepted once, whatever the key or the channel.',
  'Deliveries of one customer arrive in the order in which they were accepted.',
  'An effect on another system happens once. Where its outcome is unknown, the system is asked; ' +
    'where it cannot be asked, a person decides. Nothing is ever sent again blindly.',
  'An event exists exactly when the change it tells of was committed.',
  'Amounts are exact: decimal text in, decimal text out, never a rounded number.',
];
