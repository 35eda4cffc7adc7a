/**
 * The steps of each operation on disk, in their order. Each is in the journal before it is taken, so that the next
 * start knows how far the last one came. `recorded` is the point of no return: before it an operation is undone, after
 * it it is completed. With `done` the environment is through, while the gateway has not saved that yet: the one step
 * that is in no journal.
 */
export const steps = {
  install: ['begun', 'unpack', 'preinst', 'place', 'postinst', 'record', 'recorded', 'done'],
  update: ['begun', 'stop', 'unpack', 'prerm', 'preinst', 'place', 'postinst', 'record', 'recorded', 'clean', 'done'],
  uninstall: ['begun', 'stop', 'prerm', 'record', 'recorded', 'postrm', 'remove', 'done'],
} as const;

export type Work = keyof typeof steps;
export type Step = { [W in Work]: `${W}.${(typeof steps)[W][number]}` }[Work];

/** Every step there is, by name. */
export const allSteps: readonly Step[] = Object.entries(steps).flatMap(([work, names]) =>
  names.map((name) => `${work}.${name}` as Step),
);
