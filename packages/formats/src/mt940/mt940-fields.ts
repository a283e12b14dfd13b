/**
 * Lines of MT940 and MT942 as fields: a tag with its text over several lines. What makes this more
 * than a search for colons is that texts hold anything: a wrapped time (`:12:11`), a line of one
 * dash, a question of the payer. Whether a line begins a field depends on which fields may come
 * next.
 */

import { refuse } from '../xml/refuse.ts';

export type Mt940Field = { readonly tag: string; readonly text: string; readonly line: number };

/** Where in a message we are: which fields may come, and whether a dash ends it. */
export type Mt940Place = 'between' | 'header' | 'entries' | 'closing';

export type Mt940Listener = {
  place(): Mt940Place;
  isReport(): boolean;
  envelope(type: string | undefined, line: number): void;
  field(field: Mt940Field): void;
  endMessage(line: number, byEnvelope: boolean): void;
  endFile(line: number): void;
};

/** The field that is being gathered from lines. */
export type Mt940Gathering = {
  readonly listener: Mt940Listener;
  lineNumber: number;
  tag: string | undefined;
  tagLine: number;
  text: string;
  isAtSeparated: boolean;
  /** A `:20:` inside entries, until the next line tells whether it is text. */
  held: string | undefined;
};

export function startGathering(listener: Mt940Listener): Mt940Gathering {
  return {
    listener,
    lineNumber: 0,
    tag: undefined,
    tagLine: 0,
    text: '',
    isAtSeparated: false,
    held: undefined,
  };
}

export function gatherLine(gathering: Mt940Gathering, whole: string): void {
  gathering.lineNumber += 1;
  if (gathering.lineNumber === 1) gathering.isAtSeparated = whole.startsWith(AT_SEPARATOR);
  const lines = gathering.isAtSeparated ? whole.split(AT_SEPARATOR) : [whole];
  for (const line of lines) {
    const text = CONTROL_AT_START.test(line) ? line.replace(CONTROL_AT_START, '') : line;
    releaseHeld(gathering, text);
    readLine(gathering, text);
  }
}

export function endGathering(gathering: Mt940Gathering): void {
  releaseHeld(gathering, undefined);
  endMessage(gathering, false);
  gathering.listener.endFile(gathering.lineNumber);
}

function readLine(gathering: Mt940Gathering, line: string): void {
  const envelope = ENVELOPE_STARTS.test(line) ? ENVELOPE.exec(line) : null;
  if (!envelope) {
    const isDoubtful = line.startsWith(':20:') && placeAfterField(gathering) === 'entries';
    if (isDoubtful) gathering.held = line;
    else readPlainLine(gathering, line);
    return;
  }
  endMessage(gathering, false);
  gathering.listener.envelope(envelope[1], gathering.lineNumber);
  const body = line.slice(envelope[0].length);
  if (body !== '') readPlainLine(gathering, body);
}

function readPlainLine(gathering: Mt940Gathering, line: string): void {
  const { listener, lineNumber } = gathering;
  const place = placeAfterField(gathering);
  const [, tag, rest = ''] = TAG.exec(line) ?? [];
  if (tag !== undefined && MAY_COME[place].has(tag)) {
    startField(gathering, tag, rest, lineNumber);
  } else if (tag !== undefined && place !== 'entries' && KNOWN.has(tag)) {
    const detail = `:${tag}: has no place here: a message begins with :20: and ends with :62F:.`;
    refuse({ code: 'field_misplaced', at: `:${tag}: (line ${lineNumber})`, detail });
  } else if (line.startsWith('-}')) {
    endMessage(gathering, true);
  } else if (DASH.test(line) && (place !== 'entries' || listener.isReport())) {
    endMessage(gathering, false);
  } else {
    continueField(gathering, line);
  }
}

function releaseHeld(gathering: Mt940Gathering, next: string | undefined): void {
  const { held, lineNumber } = gathering;
  if (held === undefined) return;
  gathering.held = undefined;
  if (next !== undefined && AFTER_REFERENCE.test(next)) {
    endMessage(gathering, false);
    startField(gathering, '20', held.slice(':20:'.length), lineNumber - 1);
  } else {
    continueField(gathering, held);
  }
}

function startField(gathering: Mt940Gathering, tag: string, text: string, line: number): void {
  finishField(gathering);
  gathering.tag = tag;
  gathering.tagLine = line;
  gathering.text = text;
}

function continueField(gathering: Mt940Gathering, line: string): void {
  const { tag, tagLine } = gathering;
  if (tag === undefined) return; // lines between messages: a bank's own header and footer
  gathering.text += `\n${line}`;
  if (gathering.text.length > FIELD_CHARACTERS_MAX) {
    const detail = `A field is longer than ${FIELD_CHARACTERS_MAX} characters.`;
    refuse({ code: 'field_too_long', at: `:${tag}: (line ${tagLine})`, detail });
  }
}

function finishField(gathering: Mt940Gathering): void {
  const { tag, text, tagLine, listener } = gathering;
  gathering.tag = undefined;
  if (tag !== undefined) listener.field({ tag, text, line: tagLine });
}

function endMessage(gathering: Mt940Gathering, byEnvelope: boolean): void {
  finishField(gathering);
  gathering.listener.endMessage(gathering.lineNumber, byEnvelope);
}

/** Where we shall be once the field that is being gathered is read. */
function placeAfterField({ tag, listener }: Mt940Gathering): Mt940Place {
  const place = listener.place();
  if (tag === undefined) return place;
  if (tag === '20') return 'header';
  if (ENTRY_TAGS.has(tag) && place === 'header') return 'entries';
  if (CLOSING_TAGS.has(tag)) return 'closing';
  return place;
}

const TAG = /^:(\d{2}[A-Z]?|NS):(.*)$/;

/**
 * Basic and application header, and up to the opening of the text block. RJE separates with `$`.
 */
const ENVELOPE = /^\$?\{1:[^{}]*\}(?:\{2:[IO](\d{3})[^{}]*\})?(?:\{3:(?:\{[^{}]*\})*\})?(?:\{4:)?/;
const ENVELOPE_STARTS = /^\$?\{/;

/** HBCI of the first versions writes `@@` for the ends of lines. Never looked for within a text. */
const AT_SEPARATOR = '@@';

/** Files that were joined under DOS have an end-of-file mark (Ctrl-Z) before the next message. */
const CONTROL_AT_START = /^[\u0000-\u0008\u000E-\u001F]+/; // eslint-disable-line no-control-regex

/** mBank ends the text with an ETX after the dash. */
const DASH = /^-[\u0003\s]*$/; // eslint-disable-line no-control-regex

const AFTER_REFERENCE = /^:(?:21|25P?|28C?|13[CD]?|NS):/;

const ENTRY_TAGS: ReadonlySet<string> = new Set(['60F', '60M', '34F', '61']);
const CLOSING_TAGS: ReadonlySet<string> = new Set(['62F', '62M', '90D', '90C']);
const HEADER = ['21', '25', '25P', '28', '28C', '13', '13C', '13D', 'NS', '86'];
const CLOSING = ['62F', '62M', '90D', '90C'];

const MAY_COME: Readonly<Record<Mt940Place, ReadonlySet<string>>> = {
  between: new Set(['20']),
  header: new Set([...HEADER, '20', '60F', '60M', '34F', '61', ...CLOSING]),
  entries: new Set(['61', '86', 'NS', '34F', '13D', ...CLOSING]),
  closing: new Set(['20', '86', 'NS', '64', '65', '62F', '62M', '90D', '90C']),
};
const KNOWN: ReadonlySet<string> = new Set(Object.values(MAY_COME).flatMap((tags) => [...tags]));

/** The standard has 6 lines of 65 characters; the longest seen in files of banks has 2,000. */
const FIELD_CHARACTERS_MAX = 65_536;
