/** Addresses of OData V2 services behind SAP Gateway. */

export function odataPath(entitySet: string, options: Readonly<Record<string, string>>): string {
  const query = Object.entries({ ...options, $format: 'json' })
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`) // spaces as %20: + is not read
    .join('&');
  return `/sap/opu/odata/sap/${entitySet}?${query}`;
}

/** A text in a filter: in single quotes, with quotes inside it doubled. */
export function odataText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
