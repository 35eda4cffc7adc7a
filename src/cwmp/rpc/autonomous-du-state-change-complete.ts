import { type AutonOpResult, readResults, writeResults } from './deployment-unit.ts';
import { rpc } from './rpc.ts';
import { type Field, struct } from './schema.ts';

export interface AutonomousDuStateChangeCompleteRequest {
  readonly Results: readonly AutonOpResult[];
}

const request: Field<AutonomousDuStateChangeCompleteRequest> = {
  decode: (element) => ({ Results: readResults(element) }),
  encode: (name, { Results }, _where, style) => `<${name}>${writeResults(Results, true, style)}</${name}>`,
};

/** Tells of deployment units that changed without an order of the ACS. Delivered at least once. */
export const autonomousDuStateChangeComplete = rpc({
  name: 'AutonomousDUStateChangeComplete',
  caller: 'cpe',
  since: '1.2',
  clause: 'A.4.2.4',
  once: false,
  request,
  response: struct({}),
});
