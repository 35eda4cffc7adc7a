import { z } from 'zod';
import { singleCall } from './single-call.ts';

/** Switches options on by signed vouchers, which may come twice: a device knows a voucher by its serial number. */
export const setVouchers = singleCall({
  name: 'setVouchers',
  method: 'SetVouchers',
  work: 'write',
  order: z.strictObject({ vouchers: z.array(z.base64().min(4).max(65_536)).min(1).max(32) }),
  call: (order) => ({ VoucherList: order.vouchers }),
  result: () => ({}),
});
