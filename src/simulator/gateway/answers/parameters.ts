import { done } from '../../model/fault.ts';
import { parameterNames } from '../../model/names.ts';
import { parameterValues } from '../../model/read-values.ts';
import { addObject as addRow, deleteObject as deleteRow } from '../../model/rows.ts';
import { withAliases } from '../../model/shown-path.ts';
import { setParameterValues as setValues } from '../../model/write-values.ts';
import { react } from '../reactions.ts';
import { type Handler, keyTooLong } from './handler.ts';

export const getParameterNames: Handler<'GetParameterNames'> = async (gateway, args) => {
  const names = parameterNames(gateway.tree, args.ParameterPath, args.NextLevel);
  if (!names.ok) return names;
  return done({
    ParameterList: names.value.map((info) => ({ ...info, Name: withAliases(gateway.tree, info.Name) })),
  });
};

export const getParameterValues: Handler<'GetParameterValues'> = async (gateway, args) => {
  const values = parameterValues(gateway.tree, args.ParameterNames);
  if (!values.ok) return values;
  return done({
    ParameterList: values.value.map((value) => ({ ...value, name: withAliases(gateway.tree, value.name) })),
  });
};

export const setParameterValues: Handler<'SetParameterValues'> = async (gateway, args) => {
  const tooLong = keyTooLong('ParameterKey', args.ParameterKey);
  if (tooLong) return tooLong;
  const outcome = setValues(gateway.tree, args.ParameterList);
  if (!outcome.ok) return outcome;
  gateway.state.parameterKey = args.ParameterKey;
  react(gateway, outcome.value);
  gateway.told(outcome.value.map((written) => written.path));
  await gateway.save();
  return done({ Status: 0 });
};

export const addObject: Handler<'AddObject'> = async (gateway, args) => {
  const tooLong = keyTooLong('ParameterKey', args.ParameterKey);
  if (tooLong) return tooLong;
  const outcome = addRow(gateway.tree, args.ObjectName);
  if (!outcome.ok) return outcome;
  gateway.toldBelow(args.ObjectName);
  gateway.state.parameterKey = args.ParameterKey;
  await gateway.save();
  return done({ InstanceNumber: outcome.value, Status: 0 });
};

export const deleteObject: Handler<'DeleteObject'> = async (gateway, args) => {
  const tooLong = keyTooLong('ParameterKey', args.ParameterKey);
  if (tooLong) return tooLong;
  const outcome = deleteRow(gateway.tree, args.ObjectName);
  if (!outcome.ok) return outcome;
  gateway.state.parameterKey = args.ParameterKey;
  await gateway.save();
  return done({ Status: 0 });
};
