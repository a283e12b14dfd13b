/** A closed list of codes that a standard maintains. Membership is all that the rules ask. */
export type CodeList = {
  /** Said in defects: `ISO 6523 (ICD)`. */
  readonly name: string;
  readonly has: (code: string) => boolean;
};

/** `codes` are separated by white space. */
export function codeList(name: string, codes: string): CodeList {
  const known = new Set(codes.trim().split(/\s+/));
  return { name, has: (code) => known.has(code) };
}
