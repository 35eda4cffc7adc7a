import { childNamed } from '../xml/element.ts';
import { type OpResult, readResults, writeResults } from './deployment-unit.ts';
import { rpc } from './rpc.ts';
import { type Field, string, struct, unlessEmpty } from './schema.ts';

export interface DuStateChangeCompleteRequest {
  /** In the order of the operations; an operation on several units has several, side by side. */
  readonly Results: readonly OpResult[];
  readonly CommandKey: string;
}

const commandKey = unlessEmpty(string(32));

const request: Field<DuStateChangeCompleteRequest> = {
  decode(element, where) {
    const key = childNamed(element, 'CommandKey');
    return {
      Results: readResults(element).map(({ OperationPerformed: _, ...result }) => result),
      CommandKey: key === undefined ? '' : commandKey.decode(key, where),
    };
  },
  encode(name, { Results, CommandKey }, _where, style) {
    const key = commandKey.encode('CommandKey', CommandKey, 'CommandKey');
    const results = writeResults(Results, false, style);
    return `<${name}>${style?.softwareModules === 'icwmp' ? key + results : results + key}</${name}>`;
  },
};

/** Tells what became of a ChangeDUState. Delivered at least once. */
export const duStateChangeComplete = rpc({
  name: 'DUStateChangeComplete',
  caller: 'cpe',
  since: '1.2',
  clause: 'A.4.2.3',
  once: false,
  request,
  response: struct({}),
});
