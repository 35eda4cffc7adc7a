import type { OperationKind } from '../kind.ts';
import { addObject } from './add-object.ts';
import { cancelTransfer } from './cancel-transfer.ts';
import { changeDuState } from './change-du-state.ts';
import { deleteObject } from './delete-object.ts';
import { download } from './download.ts';
import { getAllQueuedTransfers } from './get-all-queued-transfers.ts';
import { getOptions } from './get-options.ts';
import { getParameterAttributes } from './get-parameter-attributes.ts';
import { getParameterNames } from './get-parameter-names.ts';
import { getParameterValues } from './get-parameter-values.ts';
import { getQueuedTransfers } from './get-queued-transfers.ts';
import { getRpcMethods } from './get-rpc-methods.ts';
import { provision } from './provision.ts';
import { refresh } from './refresh.ts';
import { factoryReset, reboot } from './restart.ts';
import { rotateCredentials } from './rotate-credentials.ts';
import { scheduleDownload } from './schedule-download.ts';
import { scheduleInform } from './schedule-inform.ts';
import { setExecutionEnvironment } from './set-execution-environment.ts';
import { setExecutionUnitState } from './set-execution-unit-state.ts';
import { setParameterAttributes } from './set-parameter-attributes.ts';
import { setParameterValues } from './set-parameter-values.ts';
import { setVouchers } from './set-vouchers.ts';
import { upgradeFirmware } from './upgrade-firmware.ts';
import { upload } from './upload.ts';
import { vendorRpc } from './vendor-rpc.ts';

/** Every kind by its name in the contract. Adding one is adding its file and its line here. */
export const kinds = {
  getParameterValues,
  setParameterValues,
  getParameterNames,
  getParameterAttributes,
  setParameterAttributes,
  addObject,
  deleteObject,
  reboot,
  factoryReset,
  scheduleInform,
  getRpcMethods,
  getAllQueuedTransfers,
  getQueuedTransfers,
  download,
  scheduleDownload,
  upload,
  cancelTransfer,
  changeDuState,
  setExecutionUnitState,
  setExecutionEnvironment,
  getOptions,
  setVouchers,
  vendorRpc,
  refresh,
  upgradeFirmware,
  provision,
  rotateCredentials,
} as const;

export type KindName = keyof typeof kinds;

/** Kinds that people may order; the others are Muster's own. */
export const orderableKinds = (Object.keys(kinds) as KindName[]).filter((name) => name !== 'provision');

export function kindNamed(name: string): OperationKind<unknown, unknown> | undefined {
  return Object.hasOwn(kinds, name) ? (kinds[name as KindName] as OperationKind<unknown, unknown>) : undefined;
}
