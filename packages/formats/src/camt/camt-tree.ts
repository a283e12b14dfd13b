/**
 * The paths of camt-paths.ts as a tree to walk along while elements open and close: looking at one
 * name per element is what keeps reading near the speed of the XML parser.
 */

import {
  BALANCE_PATHS,
  DETAIL_PATHS,
  ENTRY_PATHS,
  FILE_PATHS,
  STATEMENT_PATHS,
  SUMMARY_PATHS,
} from './camt-paths.ts';

export type CamtSection = 'file' | 'statement' | 'summary' | 'balance' | 'entry' | 'detail';

export type CamtNode = {
  readonly path: string;
  readonly children: Map<string, CamtNode>;
  /** The element begins and ends one of these. */
  section: CamtSection | undefined;
  /** Its text is this field of the section it stands in. */
  field: string | undefined;
  /** Its `Ccy` attribute is this field of the section. */
  currencyField: string | undefined;
};

export type CamtMessage = {
  readonly name: string;
  readonly kind: 'statement' | 'report' | 'notification';
};

/** By the element below `Document`; version 1 had the version in its name. */
export const CAMT_MESSAGES: ReadonlyMap<string, CamtMessage> = new Map([
  ['BkToCstmrAcctRpt', { name: 'camt.052', kind: 'report' }],
  ['BkToCstmrAcctRptV01', { name: 'camt.052', kind: 'report' }],
  ['BkToCstmrStmt', { name: 'camt.053', kind: 'statement' }],
  ['BkToCstmrStmtV01', { name: 'camt.053', kind: 'statement' }],
  ['BkToCstmrDbtCdtNtfctn', { name: 'camt.054', kind: 'notification' }],
  ['BkToCstmrDbtCdtNtfctnV01', { name: 'camt.054', kind: 'notification' }],
]);

function camtTree(): CamtNode {
  const root = node('Document');
  for (const [element, { kind }] of CAMT_MESSAGES) {
    const message = descend(root, element);
    addSection(message, 'GrpHdr', 'file', FILE_PATHS);
    const statement = addSection(message, STATEMENT_ELEMENTS[kind], 'statement', STATEMENT_PATHS);
    addSection(statement, 'TxsSummry', 'summary', SUMMARY_PATHS);
    addSection(statement, 'Bal', 'balance', BALANCE_PATHS);
    const entry = addSection(statement, 'Ntry', 'entry', ENTRY_PATHS);
    addSection(entry, 'NtryDtls/TxDtls', 'detail', DETAIL_PATHS);
    addSection(entry, 'TxDtls', 'detail', DETAIL_PATHS);
  }
  return root;
}

function addSection(
  parent: CamtNode,
  path: string,
  section: CamtSection,
  fields: Readonly<Record<string, readonly string[]>>,
): CamtNode {
  const start = descend(parent, path);
  start.section = section;
  for (const [field, paths] of Object.entries(fields)) {
    for (const place of paths) {
      if (place.endsWith(CURRENCY)) {
        descend(start, place.slice(0, -CURRENCY.length)).currencyField = field;
      } else {
        descend(start, place).field = field;
      }
    }
  }
  return start;
}

function descend(from: CamtNode, path: string): CamtNode {
  let place = from;
  for (const name of path.split('/')) {
    let child = place.children.get(name);
    if (!child) place.children.set(name, (child = node(`${place.path}/${name}`)));
    place = child;
  }
  return place;
}

function node(path: string): CamtNode {
  return {
    path,
    children: new Map(),
    section: undefined,
    field: undefined,
    currencyField: undefined,
  };
}

const STATEMENT_ELEMENTS = { statement: 'Stmt', report: 'Rpt', notification: 'Ntfctn' } as const;
const CURRENCY = '/@Ccy';

/** Built once, when the module is loaded: therefore below everything that it is made of. */
export const CAMT_TREE: CamtNode = camtTree();
