import { writeEnvelope } from '../../cwmp/soap/envelope.ts';
import { namespaceOf } from '../../cwmp/soap/versions.ts';
import type { Quirk } from './quirk.ts';

export const quirk31: Quirk = {
  name: 31,
  title: 'sends an envelope with an empty Body for the empty POST',
  hooks: () => ({ emptyEnvelope: () => writeEnvelope(namespaceOf('1.0'), { id: null }, '') }),
};
