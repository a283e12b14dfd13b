/** What a JSON body may cost us before it is refused (I-JSON, RFC 7493, made finite). */
export type JsonLimits = {
  readonly depthMax: number;
  readonly keysMax: number;
  readonly itemsMax: number;
  readonly stringBytesMax: number;
  readonly numberCharactersMax: number;
};

export const JSON_LIMITS: JsonLimits = {
  /** The deepest contract nests seven levels; recursion here and in validators stays shallow. */
  depthMax: 32,
  /** The widest object of a contract has about fifty fields. */
  keysMax: 1_000,
  /** An invoice may have 10,000 lines; larger sets come as files. */
  itemsMax: 10_000,
  /** Longer than any text field, and short enough for every pattern that is matched against it. */
  stringBytesMax: 65_536,
  /** More than a double can say: longer numbers are somebody's amount and belong into text. */
  numberCharactersMax: 40,
};
