import type { Quirk } from './quirk.ts';
import { inTags } from './text.ts';

const others: Readonly<Record<string, string>> = {
  soapenv: 'SOAP-ENV',
  soapenc: 'SOAP-ENC',
  cwmp: 'ns1',
  xsi: 'i',
  xsd: 'd',
};

export const quirk28: Quirk = {
  name: 28,
  title: 'uses other prefixes for SOAP, its encoding and CWMP',
  hooks: () => ({
    envelope: (text) =>
      inTags(text, (tag) =>
        tag.replace(/\b(soapenv|soapenc|cwmp|xsi|xsd)(?=[:=])/g, (prefix) => others[prefix] ?? prefix),
      ),
  }),
};
