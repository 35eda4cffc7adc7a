import { rpc } from './rpc.ts';
import { array, base64, struct } from './schema.ts';

/** Switches options on by signed vouchers. Deprecated, and met in old devices. */
export const setVouchers = rpc({
  name: 'SetVouchers',
  caller: 'acs',
  since: '1.0',
  clause: 'A.4.1.3',
  once: false,
  request: struct({ VoucherList: array('base64', base64, 1_000, 1) }),
  response: struct({}),
});
