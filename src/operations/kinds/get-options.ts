import { z } from 'zod';
import { singleCall } from './single-call.ts';

/** Reads the options that vouchers switched on. Deprecated, but old devices have nothing else. */
export const getOptions = singleCall({
  name: 'getOptions',
  method: 'GetOptions',
  order: z.strictObject({ optionName: z.string().max(64).optional() }),
  call: (order) => ({ OptionName: order.optionName ?? '' }),
  result: (args) => ({
    options: args.OptionList.map((option) => ({
      name: option.OptionName,
      voucherSerialNumber: option.VoucherSN,
      state: option.State,
      mode: option.Mode,
      startDate: option.StartDate,
      expirationDate: option.ExpirationDate === '' ? null : option.ExpirationDate,
      transferable: option.IsTransferable === 1,
    })),
  }),
});
