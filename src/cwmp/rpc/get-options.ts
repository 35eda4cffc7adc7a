import { rpc } from './rpc.ts';
import { array, dateTime, forgiving, int, string, struct, unlessEmpty, unsignedInt } from './schema.ts';

const option = struct(
  {
    OptionName: string(64),
    VoucherSN: unsignedInt,
    /** Bit 0: enabled, bit 1: set up. */
    State: unsignedInt,
    /** 0 disabled, 1 enabled until a date, 2 enabled for good. */
    Mode: int,
    StartDate: dateTime,
    ExpirationDate: unlessEmpty(dateTime),
    IsTransferable: forgiving(int, 0),
  },
  'cwmp:OptionStruct',
);

/** Reads the options that vouchers switched on; an empty name means all. Deprecated, and met in old devices. */
export const getOptions = rpc({
  name: 'GetOptions',
  caller: 'acs',
  since: '1.0',
  clause: 'A.4.1.4',
  once: false,
  request: struct({ OptionName: string(64) }),
  response: struct({ OptionList: array('OptionStruct', option, 1_000) }),
});
