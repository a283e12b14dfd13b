/** What an XML document may cost us before it is refused. */
export type XmlLimits = {
  readonly bytesMax: number;
  readonly elementsMax: number;
  readonly depthMax: number;
  readonly attributesMax: number;
  /** Characters of one text, attribute value, name, comment or any other single piece of markup. */
  readonly textCharactersMax: number;
};

export const XML_LIMITS: XmlLimits = {
  /** Ten times the largest daily statement that banks deliver (about 100 MB, 165,000 entries). */
  bytesMax: 1_073_741_824,
  /** A dense statement of 1 GiB has about 40 million elements. */
  elementsMax: 50_000_000,
  /** The deepest path of camt.053 and of UBL is below 20; namespace look-up costs depth squared. */
  depthMax: 64,
  /** A root element that declares every namespace of an e-invoice profile has about 20. */
  attributesMax: 64,
  /**
   * The longest text of ISO 20022 statements is 9,000 characters; attachments need more: say so.
   */
  textCharactersMax: 65_536,
};
