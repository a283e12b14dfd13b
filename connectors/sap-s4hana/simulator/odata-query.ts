/**
 * The part of OData V2 that the connector uses, and nothing more: filters that are comparisons
 * joined by `and`, one ascending order, `$select`, `$expand`, `$top`, `$skip`, `$skiptoken`,
 * `$inlinecount`. Anything else is refused, so that a connector that begins to use more is noticed.
 */

import { instantFromMs } from '@kontor/kernel';

export type ODataRow = Readonly<Record<string, unknown>>;

export type Comparison = {
  readonly property: string;
  readonly operator: 'eq' | 'gt' | 'ge';
  readonly value: string;
  /** The value is the literal of an Edm.DateTime: `2026-03-31T00:00:00`. */
  readonly isTime?: true;
};

export type ODataQuery = {
  readonly comparisons: readonly Comparison[];
  readonly orderBy: readonly string[];
  readonly select: readonly string[];
  readonly expand: readonly string[];
  readonly top: number;
  readonly skip: number;
  readonly isCounted: boolean;
};

/** The query, or the sentence of the error. */
export function readODataQuery(query: URLSearchParams): ODataQuery | string {
  for (const name of query.keys()) {
    if (!OPTIONS.includes(name)) return `Query option ${name} is not supported`;
  }
  const comparisons: Comparison[] = [];
  for (const part of splitFilter(query.get('$filter') ?? '')) {
    const [, property, operator, type, quoted] = COMPARISON.exec(part) ?? [];
    if (property === undefined || quoted === undefined) return `Invalid filter: ${part}`;
    const value = quoted.replaceAll("''", "'");
    const compared = { property, operator: operator as Comparison['operator'], value };
    comparisons.push(type === 'datetime' ? { ...compared, isTime: true } : compared);
  }
  const numbers = ['$top', '$skip', '$skiptoken'].map((name) => query.get(name) ?? '');
  if (numbers.some((text) => !/^\d{0,9}$/.test(text))) return 'Invalid $top, $skip or $skiptoken';
  const [top = '', skip = '', token = ''] = numbers;
  return {
    comparisons,
    orderBy: listOf(query.get('$orderby')),
    select: listOf(query.get('$select')),
    expand: listOf(query.get('$expand')),
    top: top === '' ? Infinity : parseInt(top, 10),
    skip: parseInt(skip || '0', 10) + parseInt(token || '0', 10),
    isCounted: query.get('$inlinecount') === 'allpages',
  };
}

export function matches(row: ODataRow, comparisons: readonly Comparison[]): boolean {
  return comparisons.every(({ property, operator, value, isTime }) => {
    const own = isTime ? timeOf(textOf(row, property)) : textOf(row, property);
    if (operator === 'eq') return own === value;
    return operator === 'gt' ? own > value : own >= value;
  });
}

export function compareBy(properties: readonly string[]) {
  return (left: ODataRow, right: ODataRow): number => {
    for (const property of properties) {
      const [own, other] = [textOf(left, property), textOf(right, property)];
      if (own !== other) return own < other ? -1 : 1;
    }
    return 0;
  };
}

/** Only texts are compared: keys and numbers of documents are texts in SAP. */
function textOf(row: ODataRow, property: string): string {
  const value = row[property];
  return typeof value === 'string' ? value : '';
}

/** `/Date(1774915200000)/` as the literal that it is compared with; both sort as texts. */
function timeOf(date: string): string {
  const [, epochMs = '0'] = /^\/Date\((\d+)\)\/$/.exec(date) ?? [];
  return instantFromMs(parseInt(epochMs, 10)).slice(0, 19);
}

/** `$select` with paths into what is expanded: `to_Customer/VATRegistration`. */
export function selected(
  row: ODataRow,
  select: readonly string[],
  expand: readonly string[],
): ODataRow {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    const isNavigation = name.startsWith('to_');
    if (isNavigation) {
      const inner = expand.filter((path) => path === name || path.startsWith(`${name}/`));
      if (inner.length === 0) continue; // stays deferred
      result[name] = selectedInside(value, below(name, select), below(name, expand));
    } else if (select.length === 0 || select.includes(name)) {
      result[name] = value;
    }
  }
  return result;
}

function selectedInside(
  value: unknown,
  select: readonly string[],
  expand: readonly string[],
): unknown {
  if (value === null || typeof value !== 'object') return value;
  const { results } = value as { readonly results?: readonly ODataRow[] };
  if (results === undefined) return selected(value as ODataRow, select, expand);
  return { results: results.map((row) => selected(row, select, expand)) };
}

function below(name: string, paths: readonly string[]): readonly string[] {
  return paths
    .filter((path) => path.startsWith(`${name}/`))
    .map((path) => path.slice(name.length + 1));
}

/** Quoted texts may contain the word "and". */
function splitFilter(filter: string): readonly string[] {
  if (filter.trim() === '') return [];
  const parts = filter.match(/(?:'(?:[^']|'')*'|[^'])+?(?=\s+and\s|$)/g) ?? [];
  return parts.map((part) => part.replace(/^\s*and\s+/, '').trim());
}

function listOf(text: string | null): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

const COMPARISON = /^(\w+) (eq|gt|ge) (datetime)?'((?:[^']|'')*)'$/;

const OPTIONS = [
  '$filter',
  '$select',
  '$expand',
  '$orderby',
  '$top',
  '$skip',
  '$skiptoken',
  '$inlinecount',
  '$format',
];
