import { parameterAttributes, setParameterAttributes as setAttributes } from '../../model/attributes.ts';
import { done } from '../../model/fault.ts';
import type { Handler } from './handler.ts';

export const getParameterAttributes: Handler<'GetParameterAttributes'> = async (gateway, args) => {
  const attributes = parameterAttributes(gateway.tree, args.ParameterNames);
  return attributes.ok ? done({ ParameterList: attributes.value }) : attributes;
};

export const setParameterAttributes: Handler<'SetParameterAttributes'> = async (gateway, args) => {
  const highest = gateway.agreedVersion === '1.4' ? 6 : 2;
  const outcome = setAttributes(gateway.tree, args.ParameterList, highest);
  if (!outcome.ok) return outcome;
  // What is watched from now on is known to the ACS as it is now.
  gateway.told(outcome.value.map((parameter) => parameter.path));
  await gateway.save();
  return done({});
};
