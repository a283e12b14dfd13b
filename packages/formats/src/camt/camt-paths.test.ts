/** Every path that we read is a path of the official schemas, and no decisive one is missing. */

import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readXml } from '../xml/read-xml.ts';
import { testData } from '@kontor/testing/test-data';
import { CAMT_MESSAGES, CAMT_TREE, type CamtNode } from './camt-tree.ts';

const folder = testData('camt/xsd');
if (folder === undefined) console.warn('The test data are absent: schemas are skipped.');

describe.skipIf(folder === undefined)('the tree of paths', async () => {
  const schemas = folder === undefined ? [] : await allSchemas(folder);

  test('names nothing that no version of any message has', () => {
    const statements = leavesBelow(CAMT_TREE).filter((path) => !path.includes('/GrpHdr/'));
    const places = new Set(statements.map((path) => path.split('/').slice(3).join('/')));
    const isKnown = (path: string) =>
      schemas.some((schema) => hasPath(schema, [...statementOf(schema), ...path.split('/')]));
    // Version 1 has transactions directly in the entry; the tree has all names in both places.
    const unknown = [...places].filter(
      (path) =>
        !isKnown(path) &&
        !isKnown(path.replace('Ntry/TxDtls', 'Ntry/NtryDtls/TxDtls')) &&
        !isKnown(path.replace('Ntry/NtryDtls/TxDtls', 'Ntry/TxDtls')),
    );
    expect(unknown).toEqual([]);
  });

  test.each(schemas.map((schema) => [schema.name, schema] as const))(
    'finds what decides about money in %s',
    (_name, schema) => {
      for (const path of ['Ntry/Amt', 'Ntry/CdtDbtInd', 'Ntry/RvslInd', 'Ntry/Sts', 'Id']) {
        const whole = [...statementOf(schema), ...path.split('/')];
        expect(hasPath(schema, whole), path).toBe(true);
        expect(leavesBelow(CAMT_TREE)).toContain(['Document', ...whole].join('/'));
      }
    },
  );
});

type Schema = {
  readonly name: string;
  readonly root: string;
  readonly types: ReadonlyMap<string, ReadonlyMap<string, string>>;
};

async function allSchemas(from: string): Promise<Schema[]> {
  const names = readdirSync(from).filter((name) => name.endsWith('.xsd'));
  return Promise.all(names.map((name) => readSchema(join(from, name), name)));
}

async function readSchema(path: string, name: string): Promise<Schema> {
  const types = new Map<string, Map<string, string>>();
  let type = '';
  let root = '';
  const defect = await readXml(createReadStream(path), {
    open(element, _uri, attributes) {
      if (element === 'complexType') types.set((type = attributes.get('name') ?? ''), new Map());
      if (element !== 'element') return;
      const typeName = attributes.get('type') ?? '';
      if (attributes.get('name') === 'Document') root = typeName;
      else types.get(type)?.set(attributes.get('name') ?? '', typeName);
    },
    close: () => {},
    text: () => {},
  });
  expect(defect).toBeUndefined();
  return { name, root, types };
}

function statementOf(schema: Schema): readonly string[] {
  const message = [...CAMT_MESSAGES.keys()].find((name) => hasPath(schema, [name])) ?? '';
  const element = ['Stmt', 'Rpt', 'Ntfctn'].find((name) => hasPath(schema, [message, name])) ?? '';
  return [message, element];
}

function hasPath({ root, types }: Schema, path: readonly string[]): boolean {
  let type: string | undefined = root;
  for (const element of path) type = type === undefined ? undefined : types.get(type)?.get(element);
  return type !== undefined;
}

function leavesBelow(node: CamtNode): string[] {
  const own = node.field !== undefined || node.currencyField !== undefined ? [node.path] : [];
  return [...own, ...[...node.children.values()].flatMap(leavesBelow)];
}
