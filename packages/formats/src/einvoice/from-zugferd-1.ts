/**
 * ZUGFeRD 1 (2014) is a Cross Industry Invoice of an earlier schema: the same tree under other
 * names. Its document is renamed to D16B and read as that; its profiles have no EN 16931 behind
 * them, so that what they leave out is refused by the rules for it.
 */

import type { XmlNode } from '../xml/read-xml-tree.ts';

export function fromZugferd1(document: XmlNode): XmlNode {
  return renamed(document, undefined, false);
}

function renamed(node: XmlNode, parent: XmlNode | undefined, isInLine: boolean): XmlNode {
  const names = isInLine ? NAMES_IN_LINES : NAMES;
  const copy = {
    ...node,
    name: names.get(node.name) ?? COMMON_NAMES.get(node.name) ?? node.name,
    parent,
    children: [] as XmlNode[],
  };
  const isLine = isInLine || node.name === 'ram:IncludedSupplyChainTradeLineItem';
  for (const child of node.children) copy.children.push(renamed(child, copy, isLine));
  return copy;
}

const COMMON_NAMES: ReadonlyMap<string, string> = new Map([
  ['zf1:CrossIndustryDocument', 'rsm:CrossIndustryInvoice'],
  ['zf1:SpecifiedExchangedDocumentContext', 'rsm:ExchangedDocumentContext'],
  ['zf1:HeaderExchangedDocument', 'rsm:ExchangedDocument'],
  ['zf1:SpecifiedSupplyChainTradeTransaction', 'rsm:SupplyChainTradeTransaction'],
  ['ram:ApplicablePercent', 'ram:RateApplicablePercent'],
]);

const NAMES: ReadonlyMap<string, string> = new Map([
  ['ram:ApplicableSupplyChainTradeAgreement', 'ram:ApplicableHeaderTradeAgreement'],
  ['ram:ApplicableSupplyChainTradeDelivery', 'ram:ApplicableHeaderTradeDelivery'],
  ['ram:ApplicableSupplyChainTradeSettlement', 'ram:ApplicableHeaderTradeSettlement'],
  [
    'ram:SpecifiedTradeSettlementMonetarySummation',
    'ram:SpecifiedTradeSettlementHeaderMonetarySummation',
  ],
]);

const NAMES_IN_LINES: ReadonlyMap<string, string> = new Map([
  ['ram:SpecifiedSupplyChainTradeAgreement', 'ram:SpecifiedLineTradeAgreement'],
  ['ram:SpecifiedSupplyChainTradeDelivery', 'ram:SpecifiedLineTradeDelivery'],
  ['ram:SpecifiedSupplyChainTradeSettlement', 'ram:SpecifiedLineTradeSettlement'],
  [
    'ram:SpecifiedTradeSettlementMonetarySummation',
    'ram:SpecifiedTradeSettlementLineMonetarySummation',
  ],
]);
