/** The same invoice in the other syntax of EN 16931: UN/CEFACT Cross Industry Invoice. */

import type { Address, CustomerInvoice } from '@kontor/canon';
import { present } from '@kontor/kernel';
import type { Sandbox } from '@kontor/sandbox';

/** `legalEntity` and `customer` become the parties' VAT ids, as on a real document. */
export function asCii(invoice: CustomerInvoice, { company }: Sandbox): string {
  const seller = company.legalEntities.find(({ code }) => code === invoice.legalEntity);
  const buyer = company.customers.find(({ number }) => number === invoice.customer);
  const { number, typeCode, issueDate, dueDate = issueDate, totals } = invoice;
  const line = present(invoice.lines[0], 'an invoice has a line');
  const tax = present(invoice.taxBreakdown?.[0], 'sample invoices are taxed');
  const taxed = `<ram:CalculatedAmount>${tax.taxAmount}</ram:CalculatedAmount>`;
  const rated = (element: string, amounts: string) =>
    `<ram:${element}>${amounts}<ram:TypeCode>VAT</ram:TypeCode>` +
    `${amounts ? `<ram:BasisAmount>${tax.taxableAmount}</ram:BasisAmount>` : ''}` +
    `<ram:CategoryCode>${tax.category}</ram:CategoryCode>` +
    `<ram:RateApplicablePercent>${tax.rate}</ram:RateApplicablePercent></ram:${element}>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="${CII}:CrossIndustryInvoice:100"
  xmlns:ram="${CII}:ReusableAggregateBusinessInformationEntity:100"
  xmlns:udt="${CII}:UnqualifiedDataType:100">
  <rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
    <ram:ID>urn:cen.eu:en16931:2017</ram:ID>
  </ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
  <rsm:ExchangedDocument><ram:ID>${number}</ram:ID><ram:TypeCode>${typeCode}</ram:TypeCode>
    <ram:IssueDateTime>${day(issueDate)}</ram:IssueDateTime></rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction>
    <ram:IncludedSupplyChainTradeLineItem>
      <ram:AssociatedDocumentLineDocument><ram:LineID>${line.id}</ram:LineID>
      </ram:AssociatedDocumentLineDocument>
      <ram:SpecifiedTradeProduct><ram:Name>${line.name}</ram:Name></ram:SpecifiedTradeProduct>
      <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice>
        <ram:ChargeAmount>${line.unitPrice}</ram:ChargeAmount>
      </ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
      <ram:SpecifiedLineTradeDelivery>
        <ram:BilledQuantity unitCode="${line.unit}">${line.quantity}</ram:BilledQuantity>
      </ram:SpecifiedLineTradeDelivery>
      <ram:SpecifiedLineTradeSettlement>${rated('ApplicableTradeTax', '')}
        <ram:SpecifiedTradeSettlementLineMonetarySummation>
          <ram:LineTotalAmount>${line.netAmount}</ram:LineTotalAmount>
        </ram:SpecifiedTradeSettlementLineMonetarySummation>
      </ram:SpecifiedLineTradeSettlement>
    </ram:IncludedSupplyChainTradeLineItem>
    <ram:ApplicableHeaderTradeAgreement>
      ${party('Seller', seller)}${party('Buyer', buyer)}
    </ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeDelivery/>
    <ram:ApplicableHeaderTradeSettlement>
      <ram:InvoiceCurrencyCode>${invoice.currency}</ram:InvoiceCurrencyCode>
      ${rated('ApplicableTradeTax', taxed)}
      <ram:SpecifiedTradePaymentTerms>
        <ram:DueDateDateTime>${day(dueDate)}</ram:DueDateDateTime>
      </ram:SpecifiedTradePaymentTerms>
      <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
        <ram:LineTotalAmount>${totals.lineNet}</ram:LineTotalAmount>
        <ram:TaxBasisTotalAmount>${totals.net}</ram:TaxBasisTotalAmount>
        <ram:TaxTotalAmount currencyID="${invoice.currency}">${totals.tax}</ram:TaxTotalAmount>
        <ram:GrandTotalAmount>${totals.gross}</ram:GrandTotalAmount>
        <ram:DuePayableAmount>${totals.payable}</ram:DuePayableAmount>
      </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    </ram:ApplicableHeaderTradeSettlement>
  </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>`;
}

type Named = {
  readonly name: string;
  readonly vatId?: string | undefined;
  readonly address: Address;
};

function party(role: 'Seller' | 'Buyer', named: Named | undefined): string {
  const { name, vatId, address } = present(named, 'the parties are of the sandbox');
  return (
    `<ram:${role}TradeParty><ram:Name>${name.replaceAll('&', '&amp;')}</ram:Name>` +
    `<ram:PostalTradeAddress><ram:CountryID>${address.country}</ram:CountryID>` +
    '</ram:PostalTradeAddress><ram:SpecifiedTaxRegistration>' +
    `<ram:ID schemeID="VA">${vatId}</ram:ID></ram:SpecifiedTaxRegistration></ram:${role}TradeParty>`
  );
}

function day(text: string): string {
  const digits = text.replaceAll('-', '');
  return `<udt:DateTimeString format="102">${digits}</udt:DateTimeString>`;
}

const CII = 'urn:un:unece:uncefact:data:standard';
