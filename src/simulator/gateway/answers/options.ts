import { done } from '../../model/fault.ts';
import type { Handler } from './handler.ts';

/** The one option this gateway was sold with. */
const voice = {
  OptionName: 'Voice',
  VoucherSN: 1,
  State: 3,
  Mode: 2,
  StartDate: '2024-01-01T00:00:00Z',
  ExpirationDate: '',
  IsTransferable: 0,
};

export const getOptions: Handler<'GetOptions'> = async (_gateway, { OptionName }) =>
  done({ OptionList: OptionName === '' || OptionName === voice.OptionName ? [voice] : [] });

/** Vouchers are taken and mean nothing: the signatures of the deprecated annex are not checked. */
export const setVouchers: Handler<'SetVouchers'> = async () => done({});
