import type { Envelope } from '../cwmp/soap/envelope.ts';

/** Tells a repeated Inform from a second one: same id, device, events and time. Kept as text; it is short. */
export function informMark(envelope: Envelope): string {
  const { body } = envelope;
  if (body.kind !== 'request' || body.method !== 'Inform') return '';
  let mark = envelope.id ?? '';
  for (const child of body.element.children) {
    if (child.name === 'ParameterList') continue;
    mark += `|${child.text}`;
    for (const inner of child.children) {
      mark += `|${inner.text}`;
      for (const leaf of inner.children) mark += `|${leaf.text}`;
    }
  }
  return mark;
}
