import { randomUUID } from 'node:crypto';
import type { DuOperation as WireOperation } from '../../../cwmp/rpc/change-du-state.ts';
import { done, fault } from '../../model/fault.ts';
import { type DuOperation, jobLimit, operationLimit } from '../../software/operation.ts';
import { type Handler, keyTooLong } from './handler.ts';

/** Takes the operations down; they are carried out after the session, and reported in one DUStateChangeComplete. */
export const changeDuState: Handler<'ChangeDUState'> = async (gateway, args) => {
  const tooLong = keyTooLong('CommandKey', args.CommandKey);
  if (tooLong) return tooLong;
  const { Operations: operations, CommandKey: commandKey } = args;
  if (operations.length === 0) return fault(9003, 'Operations is empty');
  if (operations.length > operationLimit) return fault(9004, `${operations.length} operations`);
  if (gateway.state.duJobs.length >= jobLimit) return fault(9004, `${jobLimit} changes wait`);
  gateway.state.duJobs.push({
    id: randomUUID(),
    commandKey,
    operations: operations.map(orderOf),
    finished: 0,
    results: [],
  });
  await gateway.save();
  return done({});
};

function orderOf(operation: WireOperation): DuOperation {
  switch (operation.operation) {
    case 'Install':
      return {
        kind: 'install',
        url: operation.URL,
        uuid: operation.UUID,
        username: operation.Username,
        password: operation.Password,
        execEnv: operation.ExecutionEnvRef,
      };
    case 'Update':
      return {
        kind: 'update',
        uuid: operation.UUID,
        version: operation.Version,
        url: operation.URL,
        username: operation.Username,
        password: operation.Password,
      };
    case 'Uninstall':
      return {
        kind: 'uninstall',
        uuid: operation.UUID,
        version: operation.Version,
        execEnv: operation.ExecutionEnvRef,
      };
  }
}
