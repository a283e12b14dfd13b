/** Who may import whom. A new edge between packages is a change of this table, seen in review. */

import {
  importsOf,
  resolveImport,
  workspaceOf,
  workspacesOf,
  type Import,
  type Workspace,
} from '../imports.ts';
import { reachOf } from '../reach.ts';
import { isCode, type Repository, type SourceFile } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';

export const importTable: Rule = {
  name: 'import-table',
  *check(repository) {
    const workspaces = workspacesOf(repository);
    for (const file of repository.files.filter(isCode)) {
      const folder = folderOf(file.path);
      if (folder === undefined) continue;
      for (const imported of importsOf(file)) {
        const message = objectionTo({ file, folder, imported, repository, workspaces });
        if (message) yield { path: file.path, line: imported.line, message } satisfies Finding;
      }
    }
  },
};

type Question = {
  readonly file: SourceFile;
  readonly folder: string;
  readonly imported: Import;
  readonly repository: Repository;
  readonly workspaces: readonly Workspace[];
};

function objectionTo({ file, folder, imported, repository, workspaces }: Question) {
  const { specifier } = imported;
  const target = resolveImport(file, specifier, workspaces);
  if (target === undefined) return undefined;
  const targetFolder = folderOf(target);
  if (targetFolder === folder) return undefined;
  if (specifier.startsWith('.')) return `${specifier} leaves the package; import it by its name`;
  const workspace = workspaceOf(specifier, workspaces);
  if (targetFolder === undefined || !workspace) return undefined;
  if (![...workspace.exports.values()].includes(target)) {
    return `${specifier} is not exported by ${workspace.name}; import what is, or export it`;
  }
  if (isTestCode(file, repository)) return undefined;
  const layer = layerOf(file.path);
  const allowed = ALLOWED[layer] ?? [];
  const wanted = specifier === '@kontor/connector-kit/simulator' ? SIMULATOR_KIT : layerOf(target);
  if (allowed.includes(wanted) || allowed.includes(EVERYTHING)) return undefined;
  if (imported.isTypeOnly && allowed.includes(`types of ${wanted}`)) return undefined;
  if (TESTS_ONLY.has(wanted)) return `${specifier} is for tests only`;
  return `${layer} may import ${allowed.join(', ') || 'nothing'}; not ${wanted}`;
}

function isTestCode(file: SourceFile, repository: Repository): boolean {
  return file.isTest || !reachOf(repository).production.has(file.path);
}

/** The package that a path belongs to: `packages/kernel`, `connectors/salesforce`, `bench`. */
function folderOf(path: string): string | undefined {
  return PACKAGE.exec(path)?.[0];
}

const PACKAGE =
  /^(?:(?:packages|connectors|processes|apps)\/[^/]+|bench|nemesis|simulation|tools)(?=\/)/;

function layerOf(path: string): string {
  const [top = '', name = '', inside] = path.split('/');
  if (path.startsWith('apps/console/browser/')) return 'browser tests';
  if (top === 'connectors') return inside === 'simulator' ? 'simulators' : 'connectors';
  if (top === 'packages') return name;
  return top === 'apps' ? `apps/${name}` : top;
}

const EVERYTHING = 'everything';
const SIMULATOR_KIT = 'the simulator kit';
const TESTS_ONLY = new Set(['testing', 'connector-kit']);

const VOCABULARY = ['kernel', 'canon'];
const INSIDES = [...VOCABULARY, 'process', 'mapping', 'connector-sdk'];
const STORED = [...INSIDES, 'postgres'];
const PLATFORM = [...STORED, 'engine', 'governance', 'reconciliation', 'formats', 'contracts'];

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  canon: ['kernel'],
  process: [...VOCABULARY, 'types of connector-sdk'],
  mapping: VOCABULARY,
  'connector-sdk': VOCABULARY,
  formats: VOCABULARY,
  contracts: VOCABULARY,
  client: [...VOCABULARY, 'contracts'],
  connectors: [...VOCABULARY, 'connector-sdk', 'formats'],
  simulators: [...VOCABULARY, 'connector-sdk', 'formats', 'connectors', SIMULATOR_KIT],
  processes: [...VOCABULARY, 'process', 'mapping', 'types of connector-sdk'],
  postgres: INSIDES,
  engine: STORED,
  governance: STORED,
  // What its queries answer is what the API shows: the shapes are the contracts'.
  reconciliation: [...STORED, 'formats', 'types of contracts'],
  'connector-kit': [EVERYTHING],
  testing: [EVERYTHING],
  'apps/server': [...PLATFORM, 'connectors', 'processes'],
  'apps/console': [...VOCABULARY, 'contracts'],
  // They start the whole platform and look at its pages.
  'browser tests': [EVERYTHING],
  'apps/sandbox': [...VOCABULARY, 'connector-sdk', 'formats', 'simulators', SIMULATOR_KIT],
  // The day verifies the webhooks it gets, as a customer of ours would: with the kit we ship.
  'apps/day': [...VOCABULARY, 'contracts', 'client', 'formats', 'connector-sdk', 'apps/sandbox'],
  'apps/cli': [...VOCABULARY, 'contracts', 'client', 'formats'],
  'apps/launcher': [EVERYTHING],
  bench: [EVERYTHING],
  nemesis: [EVERYTHING],
  simulation: [EVERYTHING],
  tools: [EVERYTHING],
};
