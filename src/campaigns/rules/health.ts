/** Restarts that were seen over some time of some devices. */
export interface Restarts {
  readonly restarts: number;
  /** Days watched, over all devices. */
  readonly deviceDays: number;
}

/** How devices did over the same time. */
export interface Watched extends Restarts {
  readonly devices: number;
  /** Of these, those that should have called by now: silent for more than one and a half of their own intervals. */
  readonly overdue: number;
}

/** How a sample of a wave did after the change, the same devices before, and devices that are not changed yet. */
export interface Health {
  readonly wave: Watched;
  /** The wave's own devices in the week before their order. */
  readonly before: Restarts;
  /** The control set: members of later waves, while the wave soaked. */
  readonly control: Watched;
}

/** Fewer devices, or less of a past, tell nothing. */
const fewest = { devices: 10, daysBefore: 10 } as const;

/** What is more than this above the control is hardly chance: about once in a thousand gates. */
const standardErrors = 3;

/**
 * Why a wave's devices look less healthy than they should, in words; null: they do not, or too little is known to say so.
 * They do when they restart more often, or more of them are overdue, than those of the control set, by over three standard
 * errors: of two counts of rare events, and of two shares. What strikes both alike, such as a power cut, is not the
 * change's doing. Where too few devices are left for a control set (less watched than half of the wave), restarts are
 * compared with the wave's own past instead. Pure.
 */
export function healthVerdict({ wave, before, control }: Health): string | null {
  if (wave.devices < fewest.devices) return null;
  const controlled = control.devices >= fewest.devices;
  if (controlled && control.deviceDays >= wave.deviceDays / 2 && wave.deviceDays > 0) {
    const rates = higher(wave, control);
    if (rates)
      return `${wave.devices} devices of it restarted ${rates[0]} times a day after the change, and ${control.devices} that are not changed yet ${rates[1]} times`;
  } else if (wave.deviceDays > 0 && before.deviceDays >= fewest.daysBefore) {
    const rates = higher(wave, before);
    if (rates)
      return `${wave.devices} devices of it restarted ${rates[0]} times a day after the change and ${rates[1]} times before`;
  }
  return controlled ? tooManyOverdue(wave, control) : null;
}

/** Both rates a day, where the first is higher than chance explains. */
function higher(wave: Restarts, control: Restarts): [string, string] | null {
  const rate = wave.restarts / wave.deviceDays;
  const expected = control.restarts / control.deviceDays;
  const error = Math.sqrt(wave.restarts / wave.deviceDays ** 2 + control.restarts / control.deviceDays ** 2);
  return rate > expected + standardErrors * error ? [rate.toFixed(2), expected.toFixed(2)] : null;
}

function tooManyOverdue(wave: Watched, control: Watched): string | null {
  const share = wave.overdue / wave.devices;
  const expected = control.overdue / control.devices;
  const spread = (p: number, n: number): number => (p * (1 - p)) / n;
  const error = Math.sqrt(spread(share, wave.devices) + spread(expected, control.devices));
  if (share <= expected + standardErrors * error) return null;
  return `${wave.overdue} of ${wave.devices} devices of it missed their last call after the change, and ${control.overdue} of ${control.devices} that are not changed yet`;
}
