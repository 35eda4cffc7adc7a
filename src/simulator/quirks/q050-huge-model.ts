import { enlarge } from '../model/enlarge.ts';
import { sharedModel } from './models.ts';
import type { Quirk } from './quirk.ts';

export const quirk50: Quirk = {
  name: 50,
  title: 'has a model of 6,000 parameters',
  hooks: () => ({ model: (model) => sharedModel(model, 'huge', () => enlarge(model, 6000)) }),
};
