import { done } from '../../model/fault.ts';
import { parameterNames } from '../../model/names.ts';
import { parameterValues } from '../../model/read-values.ts';
import { addObject as addRow, deleteObject as deleteRow } from '../../model/rows.ts';
import { setParameterValues as setValues } from '../../model/write-values.ts';
import { type Handler, keyTooLong } from './handler.ts';

export const getParameterNames: Handler<'GetParameterNames'> = async (gateway, args) => {
  const names = parameterNames(gateway.tree, args.ParameterPath, args.NextLevel);
  return names.ok ? done({ ParameterList: names.value }) : names;
};

export const getParameterValues: Handler<'GetParameterValues'> = async (gateway, args) => {
  const values = parameterValues(gateway.tree, args.ParameterNames);
  return values.ok ? done({ ParameterList: values.value }) : values;
};

export const setParameterValues: Handler<'SetParameterValues'> = async (gateway, args) => {
  const tooLong = keyTooLong('ParameterKey', args.ParameterKey);
  if (tooLong) return tooLong;
  const outcome = setValues(gateway.tree, args.ParameterList);
  if (!outcome.ok) return outcome;
  gateway.state.parameterKey = args.ParameterKey;
  await gateway.save();
  return done({ Status: 0 });
};

export const addObject: Handler<'AddObject'> = async (gateway, args) => {
  const tooLong = keyTooLong('ParameterKey', args.ParameterKey);
  if (tooLong) return tooLong;
  const outcome = addRow(gateway.tree, args.ObjectName);
  if (!outcome.ok) return outcome;
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
