/** What the API adds to a plan when it shows a campaign. */
const added: ReadonlySet<string> = new Set([
  'id',
  'state',
  'pauseReason',
  'epoch',
  'version',
  'total',
  'planHash',
  'rollbackOf',
  'signOffDue',
  'createdBy',
  'editedBy',
  'createdAt',
  'submittedAt',
  'startedAt',
  'endedAt',
  'approval',
  'brakes',
]);

/** The plan of a campaign as it is shown: what may be edited and sent back. */
export function planOf(campaign: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(campaign).filter(([name]) => !added.has(name)));
}

/** A plan with parts of it said anew: groups such as limits keep what was not said, lists are replaced. */
export function changedPlan(plan: Record<string, unknown>, said: Record<string, unknown>): Record<string, unknown> {
  const changed = { ...plan };
  for (const [name, value] of Object.entries(said)) {
    const before = plan[name];
    changed[name] = isGroup(before) && isGroup(value) ? { ...before, ...value } : value;
  }
  return changed;
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
