/**
 * Walks through a pain message while the XML parser tells of elements, and hands every section to
 * its reader when it closes: the inner ones before the one around them. What is not in the table
 * of the message is passed over; a known element in a foreign namespace is refused.
 */

import type { Defect } from '@kontor/kernel';
import { readXml, type XmlHandler } from '../xml/read-xml.ts';
import { refuse } from '../xml/refuse.ts';
import type { XmlLimits } from '../xml/xml-limits.ts';
import { REPEATED_FIELDS, type PainMessage } from './pain-message.ts';

export type PainSection = {
  /** `OrgnlPmtInfAndSts/TxInfAndSts` */
  readonly path: string;
  /** For people: `Document/CstmrPmtStsRpt/OrgnlPmtInfAndSts/TxInfAndSts (line 214)`. */
  readonly at: string;
  get(field: string): string | undefined;
  all(field: string): readonly string[];
};

/** `outer` is the section around it with what it has told so far. */
export type TellSection = (section: PainSection, outer: PainSection | undefined) => void;

/** Resolves to the defect that ended the reading, or undefined when the whole document was read. */
export async function readPainDocument(
  source: AsyncIterable<Uint8Array>,
  options: {
    readonly message: PainMessage;
    readonly tell: TellSection;
    readonly limits: XmlLimits;
  },
): Promise<Defect | undefined> {
  const { message } = options;
  const { handler, messages } = painHandler(message, options.tell);
  const defect = await readXml(source, handler, options.limits);
  if (defect) return defect;
  if (messages() === 1) return undefined;
  const detail = `There is no ${message.element} in this file: send ${message.name}.`;
  return { code: 'message_missing', at: 'line 1', detail };
}

function painHandler(message: PainMessage, tell: TellSection) {
  const fields = fieldPaths(message);
  const open: OpenSection[] = [];
  const names: string[] = []; // from Document on
  let namespace = '';
  let passedOver = 0;
  let messageCount = 0;
  let text = '';
  const pathHere = () => names.slice(2).join('/');

  const handler: XmlHandler = {
    open(name, uri, attributes, line) {
      if (passedOver > 0) return void (passedOver += 1);
      if (names.length === 0) {
        if (name !== 'Document') return; // an envelope or its headers
        namespace = uri;
      } else if (names.length === 1) {
        checkMessage(message, { name, namespace, line });
        if (++messageCount > 1) {
          refuse({
            code: 'message_repeated',
            at: `line ${line}`,
            detail: 'Send one message a file.',
          });
        }
      }
      names.push(name);
      text = '';
      if (names.length < 3) return;
      const path = pathHere();
      if (!fields.has(path)) {
        names.pop();
        passedOver = 1;
        return;
      }
      if (uri !== namespace) {
        const detail = `${name} is not in the namespace of the document.`;
        refuse({ code: 'namespace_mixed', at: placeOf(names, line), detail });
      }
      if (path in message.sections) open.push(openSection(path, placeOf(names, line)));
      const currency = attributes.get('Ccy');
      if (currency !== undefined) put(open.at(-1), `${path}/@Ccy`, currency);
    },
    text(piece) {
      if (passedOver === 0 && names.length > 2) text += piece;
    },
    close() {
      if (passedOver > 0) return void (passedOver -= 1);
      if (names.length > 2) {
        const path = pathHere();
        const current = open.at(-1);
        if (current?.path === path) {
          open.pop();
          tell(current, open.at(-1));
        } else if (fields.get(path) === 'field') put(current, path, text.trim());
      }
      text = '';
      names.pop();
    },
  };
  return { handler, messages: () => messageCount };
}

type OpenSection = PainSection & { readonly put: (field: string, text: string) => void };

function openSection(path: string, at: string): OpenSection {
  const values = new Map<string, string[]>();
  return {
    path,
    at,
    get: (field) => values.get(field)?.[0],
    all: (field) => values.get(field) ?? [],
    put(field, text) {
      const told = values.get(field);
      if (told === undefined) return void values.set(field, [text]);
      if (!REPEATED_FIELDS.has(field)) {
        refuse({ code: 'element_repeated', at, detail: `${field} is told twice.` });
      }
      if (told.push(text) > REPEATS_MAX) {
        refuse({ code: 'element_repeated', at, detail: `${field} is told over and over.` });
      }
    },
  };
}

function put(section: OpenSection | undefined, path: string, text: string): void {
  if (section === undefined || text === '') return;
  section.put(path.slice(section.path.length + 1), text);
}

/** Every path below the message that leads to a field or is one. */
function fieldPaths({ sections }: PainMessage): ReadonlyMap<string, 'way' | 'field'> {
  const paths = new Map<string, 'way' | 'field'>();
  const lead = (path: string) => {
    const steps = path.split('/');
    for (let length = 1; length <= steps.length; length += 1) {
      const part = steps.slice(0, length).join('/');
      if (!paths.has(part)) paths.set(part, 'way');
    }
  };
  for (const [section, fields] of Object.entries(sections)) {
    lead(section);
    for (const field of fields) {
      const path = `${section}/${field}`;
      lead(path);
      paths.set(path, 'field');
    }
  }
  return paths;
}

/** Refuses other messages by their name, and versions that nobody has read yet. */
function checkMessage(
  { element, name: wanted, versions }: PainMessage,
  { name, namespace, line }: { readonly name: string; namespace: string; line: number },
): void {
  const at = `Document/${name.slice(0, SHOWN_MAX)} (line ${line})`;
  const [, named, version = ''] = NAMESPACE.exec(namespace) ?? [];
  const shown = (named ?? name).slice(0, SHOWN_MAX);
  if (name !== element) {
    const detail = `This is ${shown}: send ${wanted}, version ${versionsOf(versions)}.`;
    refuse({ code: 'message_unsupported', at, detail });
  }
  if (namespace === '') return; // some programs leave it out, and the element says enough
  if (named === undefined || !named.startsWith(`${wanted}.`)) {
    const detail = `${element} is not of the namespace “${namespace.slice(0, SHOWN_MAX)}”.`;
    refuse({ code: 'message_contradicts_namespace', at, detail });
  }
  const number = Number.parseInt(version, 10);
  if (number < versions.first || number > versions.last) {
    const detail = `Version ${version} of ${wanted} is not known: send ${versionsOf(versions)}.`;
    refuse({ code: 'message_version_unknown', at, detail });
  }
}

function versionsOf({ first, last }: PainMessage['versions']): string {
  return `${String(first).padStart(2, '0')} to ${last}`;
}

function placeOf(names: readonly string[], line: number): string {
  return `${names.join('/')} (line ${line})`;
}

/** ISO's own, SWIFT's of the first versions, and national ones: German, Austrian, Swiss. */
const NAMESPACE = /^(?:urn|http):[\w:./$-]*?\b((?:pain|camt|pacs)\.\d{3}\.\d{3}\.(\d{2}))\b/;

/** Enough of a wrong name to find it. */
const SHOWN_MAX = 80;

/** Lines of a text: banks write up to a few dozen. */
const REPEATS_MAX = 1_000;
