/**
 * As much of a browser as signing in needs: cookies with their paths, the headers that say where a
 * request comes from, and redirects one at a time.
 */

export type Browser = ReturnType<typeof openBrowser>;

export type Page = {
  readonly status: number;
  readonly url: string;
  readonly location: string | undefined;
  readonly headers: Headers;
  readonly text: string;
};

type Request = {
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export function openBrowser(origin: string) {
  const jar = new Map<string, Cookie>();

  async function request(path: string, { form, json, method, headers }: Request = {}) {
    const url = new URL(path, origin);
    const changes = form !== undefined || json !== undefined || method !== undefined;
    const reply = await fetch(url, {
      method: method ?? (changes ? 'POST' : 'GET'),
      redirect: 'manual',
      headers: {
        cookie: cookiesFor(url.pathname),
        'sec-fetch-site': 'same-origin',
        ...(changes && { origin }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(form && { body: new URLSearchParams(form) }),
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });
    for (const line of reply.headers.getSetCookie()) keep(line);
    const location = reply.headers.get('location');
    return {
      status: reply.status,
      url: url.href,
      location: location === null ? undefined : new URL(location, url).href,
      headers: reply.headers,
      text: await reply.text(),
    } satisfies Page;
  }

  async function follow(page: Page, isThere: (url: string) => boolean = () => false) {
    let at = page;
    for (let hop = 0; hop < HOPS_MAX && at.location !== undefined; hop++) {
      if (isThere(at.location)) return at;
      at = await request(at.location);
    }
    return at;
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', value = ''] = pair.split('=');
    const path = attributes.find((each) => /^path=/i.test(each))?.slice(5) ?? '/';
    const ends = attributes.find((each) => /^(expires|max-age)=/i.test(each)) ?? '';
    const isGone = /max-age=0$/i.test(ends) || /expires=Thu, 01 Jan 1970/i.test(ends);
    if (isGone) jar.delete(`${name} ${path}`);
    else jar.set(`${name} ${path}`, { name, value, path });
  }

  function cookiesFor(path: string): string {
    return [...jar.values()]
      .filter((cookie) => path.startsWith(cookie.path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  /** Cookies of one name and path are one cookie, as in every browser. */
  const cookie = (name: string) => jar.get(`${name} /`)?.value;
  const plant = (name: string, value: string) =>
    void jar.set(`${name} /`, { name, value, path: '/' });
  return { request, follow, jar, cookie, plant, cookiesFor };
}

type Cookie = { readonly name: string; readonly value: string; readonly path: string };

const HOPS_MAX = 10;
