/**
 * A defect: one thing that is wrong with an input, said so that its sender can mend it.
 *
 * Parsers and checks return defects as values; the gateway shows them as `errors` of a problem
 * (RFC 9457) and the file quarantine as its reasons. `at` says where: a JSON pointer (RFC 6901)
 * into a JSON body, or for files a path with a line, such as `Document/BkToCstmrStmt/Stmt/Ntry
 * (line 214)`.
 */
export type Defect = {
  /** From a closed list of the noun that refuses: `amount_has_too_many_decimals`. */
  readonly code: string;
  readonly at: string;
  /** Of a batch: the line that `at` points into, counted from 1 as editors count. */
  readonly line?: number;
  /**
   * One sentence: what is wrong and what would be right. Never a secret, never a whole document.
   */
  readonly detail: string;
};
