import { z } from 'zod';

/** What a second person decides on: that a campaign begins, and that it takes more than a tenth of its members. */
export const approvalStages = ['start', 'widen'] as const;
export type ApprovalStage = (typeof approvalStages)[number];

/**
 * `false`: nobody is asked. `true`: a second person approves the start. A list names the stages: `["start", "widen"]` asks
 * once more before the first wave that takes the campaign above 10 % of its members.
 */
export const requireApproval = z
  .union([
    z.boolean(),
    z
      .array(z.enum(approvalStages))
      .refine((stages) => new Set(stages).size === stages.length, 'names a stage twice')
      .transform((stages) => (stages.length === 0 ? false : stages)),
  ])
  .nullish()
  .transform((value) => value ?? false);

export type RequireApproval = z.infer<typeof requireApproval>;

/** The stages that a plan wants approved. A plan of an earlier version says nothing. */
export function stagesOf(plan: { readonly requireApproval?: RequireApproval }): readonly ApprovalStage[] {
  const wanted = plan.requireApproval ?? false;
  return wanted === true ? ['start'] : wanted === false ? [] : wanted;
}

/** A plan that asks for every approval that another one asked for: what is taken back is not decided on by fewer people. */
export function asCareful<Plan extends { readonly requireApproval: RequireApproval }>(
  plan: Plan,
  other: { readonly requireApproval?: RequireApproval },
): Plan {
  const own = stagesOf(plan);
  const wanted = approvalStages.filter((stage) => own.includes(stage) || stagesOf(other).includes(stage));
  return wanted.length === own.length ? plan : { ...plan, requireApproval: wanted };
}
