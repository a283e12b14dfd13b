/** What people see before they are in: one page to sign in, and a few that say why not. */

import { ROLES } from '@kontor/contracts';
import type { ErrorPage } from '../../../identity/embedded-identity.ts';
import type { Person } from '../../../identity/people/person.ts';
import { html, type Html } from '../html.ts';
import { SIGN_IN_POLICY } from './send-sign-in-page.ts';

/** `wrong` never says whether there is such a person. */
export type SignInFailure = 'incomplete' | 'wrong' | 'busy';

export type SignInForm = {
  /** Sample people who sign in by a click; none outside of a sandbox. */
  readonly people: readonly Person[];
  readonly email?: string;
  readonly failure?: SignInFailure;
};

export function signInPage({ people, email = '', failure }: SignInForm): string {
  return document(
    failure ? 'Not signed in' : 'Sign in',
    html`<h1>Sign in</h1>
      <div class="ways">
        ${people.length > 0 ? sampleList(people) : html``}
        <form method="post" aria-labelledby="own">
          <h2 id="own" ${people.length > 0 ? html`` : html`class="unseen"`}>
            With e-mail and password
          </h2>
          ${failure ? html`<p role="alert" id="failure">${FAILURES[failure]}</p>` : html``}
          <label for="email">E-mail</label>
          <input
            id="email"
            name="email"
            type="email"
            autocomplete="username"
            required
            maxlength="254"
            value="${email}"
            ${failure ? html`aria-describedby="failure"` : html``}
          />
          <label for="password">Password</label>
          <input
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            maxlength="200"
            ${failure ? html`aria-describedby="failure" autofocus` : html``}
          />
          <button class="main" type="submit">Sign in</button>
        </form>
      </div>`,
    people.length > 0 ? 'wide' : '',
  );
}

function sampleList(people: readonly Person[]): Html {
  return html`<form method="post" aria-labelledby="samples">
    <h2 id="samples">As one of the sample people</h2>
    <p class="note">
      No password is asked while only this machine can reach Kontor. Each sees and may do what their
      role allows.
    </p>
    <ul>
      ${people.map(
        ({ subject, name, roles, legalEntities }) =>
          html`<li>
            <button name="person" value="${subject}">
              <span class="who"
                ><strong>${name}</strong> ${roles.map((role) => ROLES[role].title).join(', ')}</span
              >
              <span>${legalEntities.join(' ')}</span>
              <span class="does">${roles.map((role) => ROLES[role].sentence).join(' ')}</span>
            </button>
          </li>`,
      )}
    </ul>
  </form>`;
}

export function expiredPage(): string {
  return notice('This page is too old', 'A sign-in page is good for ten minutes.', 'Sign in');
}

export function startAgainPage(): string {
  return notice(
    'This sign-in cannot be finished',
    'It was begun in another browser, finished before, or took longer than ten minutes.',
    'Sign in again',
  );
}

export function signedOutPage(): string {
  return notice('You are signed out', 'Your session has ended here.', 'Sign in again');
}

/** A page rather than a redirect: what a form leads to must stay with us, as its policy says. */
export function signOutElsewherePage(address: string): string {
  return document(
    'Signing out',
    html`<h1>You are signed out of Kontor</h1>
      <p>The service that knows who you are ends its session as well.</p>
      <p><a class="main" href="${address}">Go on</a></p>`,
    '',
    html`<meta http-equiv="refresh" content="0; url=${address}" />`,
  );
}

export function issuerAwayPage(): string {
  return notice(
    'Signing in is not possible right now',
    'The service that knows who you are does not answer. What Kontor does goes on meanwhile.',
    'Try again',
  );
}

export function notConfiguredPage(): string {
  return notice(
    'Nobody can sign in here yet',
    'This installation has no client at its issuer. The guide to signing in says how to set it up.',
    'Try again',
  );
}

export function noAccessPage(isKnown: boolean): string {
  return isKnown
    ? notice(
        'You may not use the console',
        'You were recognised, but none of your roles has the permission console:use. Ask whoever ' +
          'administers Kontor in your company.',
        'Sign in as somebody else',
      )
    : notice(
        'You are not signed in',
        'The service that knows who you are did not confirm it.',
        'Try again',
      );
}

/** What the authorization server says when it cannot even send the browser back. */
export const signInErrorPage: ErrorPage = (code) => {
  const cause =
    code === 'server_error'
      ? 'Something failed on our side, and its cause is in the log of the server. Try again.'
      : 'It is not one that the console began, or it is too old.';
  const body = html`<h1>This sign-in cannot go on</h1>
    <p>${cause} <code>${code}</code></p>
    <p><a class="main" href="/console">Go to the console</a></p>`;
  return { text: document('Not signed in', body), policy: SIGN_IN_POLICY };
};

function notice(title: string, sentence: string, action: string): string {
  return document(
    title,
    html`<h1>${title}</h1>
      <p>${sentence}</p>
      <p><a class="main" href="/console/sign-in">${action}</a></p>`,
  );
}

function document(title: string, body: Html, width: 'wide' | '' = '', head: Html = html``): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} – Kontor</title>
        <link rel="stylesheet" href="/console/sign-in.css" />
        ${head}
      </head>
      <body>
        <main class="${width}">
          <p class="brand">Kontor</p>
          ${body}
        </main>
      </body>
    </html> `.html;
}

const FAILURES: Readonly<Record<SignInFailure, string>> = {
  incomplete: 'Type your e-mail and your password.',
  wrong: 'This e-mail and this password do not belong together. Check both and try again.',
  busy: 'Too many attempts for this e-mail are waiting. Wait a moment and try again.',
};
