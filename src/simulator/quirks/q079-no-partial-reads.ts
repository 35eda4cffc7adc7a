import { namesAsked, onRequest } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk79: Quirk = {
  name: 79,
  title: 'answers GetParameterValues for objects with 9005: it wants names of parameters',
  hooks: () =>
    onRequest('GetParameterValues', (element) =>
      namesAsked(element).some((name) => name === '' || name.endsWith('.')) ? 9005 : null,
    ),
};

export const quirk79b: Quirk = {
  name: '79b',
  title: 'answers GetParameterValues for VendorConfigFile. with 9005',
  hooks: () =>
    onRequest('GetParameterValues', (element) =>
      namesAsked(element).some((name) => /\.VendorConfigFile\.(\d+\.)?$/.test(name)) ? 9005 : null,
    ),
};
