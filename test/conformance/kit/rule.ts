import type { AcsStage } from './acs-stage.ts';
import type { CpeStage } from './cpe-stage.ts';

/** One rule of the protocol. */
interface Words {
  /** Of our own; never given to another rule. */
  readonly id: string;
  /** Section of the reference and its row or topic. */
  readonly clause: string;
  /** What must hold, in one sentence. */
  readonly rule: string;
  /** Where what is checked is not what the standard says: why. Stands in `src/README.md` too. */
  readonly departs?: string;
}

/** Checked on a running Muster over HTTP. */
export interface AcsRule extends Words {
  readonly holds: (stage: AcsStage) => Promise<void>;
}

/** Checked on a simulated gateway, against a small scripted ACS. */
export interface CpeRule extends Words {
  readonly holds: (stage: CpeStage) => Promise<void>;
}

/** Known, and not checked here: why. */
export interface BareRule extends Words {
  readonly unchecked: string;
}

/** A rule, whatever it is checked on. */
export type Rule = AcsRule | CpeRule | BareRule;

/** Rules of one subject, in one file. */
export type Area =
  | { readonly title: string; readonly file: string; readonly on: 'Muster'; readonly rules: readonly AcsOrBare[] }
  | { readonly title: string; readonly file: string; readonly on: 'gateway'; readonly rules: readonly CpeOrBare[] };
type AcsOrBare = AcsRule | BareRule;
type CpeOrBare = CpeRule | BareRule;

export const onMuster = (title: string, file: string, rules: readonly AcsOrBare[]): Area & { on: 'Muster' } => ({
  title,
  file,
  on: 'Muster',
  rules,
});
export const onGateway = (title: string, file: string, rules: readonly CpeOrBare[]): Area & { on: 'gateway' } => ({
  title,
  file,
  on: 'gateway',
  rules,
});

export const rulesOf = (areas: readonly Area[]): readonly Rule[] =>
  areas.flatMap((area): readonly Rule[] => area.rules);
