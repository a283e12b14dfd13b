/** Texts of other systems can be of any length; what the contracts show of them cannot. */

export function cutText(text: string, charactersMax: number): string {
  const clean = text.replaceAll(CONTROL_CHARACTERS, ' ').trim();
  if (clean === '') return '–';
  return clean.length <= charactersMax ? clean : `${clean.slice(0, charactersMax - 1)}…`;
}

/** For fields of one line. */
export function cutLine(text: string, charactersMax: number): string {
  return cutText(text.replaceAll(/\s+/g, ' '), charactersMax);
}

const CONTROL_CHARACTERS = /[\u0000-\u0008\u000B-\u001F\u007F]/g;
