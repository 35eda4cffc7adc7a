import { seconds } from '../../../base/durations.ts';
import { done, fault } from '../../model/fault.ts';
import { type Handler, keyTooLong } from './handler.ts';

/** Answers now; the reboot itself waits for the end of the session. */
export const reboot: Handler<'Reboot'> = async (gateway, args) => {
  const tooLong = keyTooLong('CommandKey', args.CommandKey);
  if (tooLong) return tooLong;
  gateway.state.reboots.push(args.CommandKey);
  await gateway.save();
  return done({});
};

/** Answers now; the reset itself waits for the end of the session. */
export const factoryReset: Handler<'FactoryReset'> = async (gateway) => {
  gateway.state.factoryResetOrdered = true;
  await gateway.save();
  return done({});
};

export const scheduleInform: Handler<'ScheduleInform'> = async (gateway, args) => {
  const tooLong = keyTooLong('CommandKey', args.CommandKey);
  if (tooLong) return tooLong;
  if (args.DelaySeconds === 0) return fault(9003, 'DelaySeconds is 0');
  gateway.state.scheduled.push({ at: gateway.now() + seconds(args.DelaySeconds), commandKey: args.CommandKey });
  await gateway.save();
  return done({});
};
