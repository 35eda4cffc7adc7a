/** One thing that can happen in a state. */
export interface Transition<State> {
  readonly label: string;
  readonly to: State;
  /** It needs no device that speaks: the clock, Muster and people can bring it about alone. */
  readonly unaided: boolean;
  /** Invariants that it breaks. */
  readonly broken: readonly string[];
}

export interface Model<State> {
  readonly initial: State;
  /** Equal states have equal keys. */
  key(state: State): string;
  next(state: State): readonly Transition<State>[];
  isEnd(state: State): boolean;
}

export interface Exploration {
  readonly states: number;
  readonly transitions: number;
  /** Each broken invariant with the shortest way to it. */
  readonly violations: ReadonlyMap<string, readonly string[]>;
  /** Ways to a state from which there is no end any more. */
  readonly stuck: readonly (readonly string[])[];
  /** Ways to a state from which there is no end if no device ever speaks again. */
  readonly stuckIfSilent: readonly (readonly string[])[];
}

/**
 * Every state that can be reached, by breadth-first search. What breaks an invariant is not followed further: what
 * comes after it proves nothing.
 * @param until a violation to stop at: the rest is not looked at, and nothing is said of ends
 */
export function explore<State>(
  model: Model<State>,
  { limit = 3_000_000, until }: { readonly limit?: number; readonly until?: RegExp } = {},
): Exploration {
  const numbers = new Map<string, number>([[model.key(model.initial), 0]]);
  const cameFrom: number[] = [-1];
  const cameBy: string[] = [''];
  const queue: (State | null)[] = [model.initial];
  const ends: number[] = [];
  const edges: { readonly from: number[]; readonly to: number[]; readonly unaided: boolean[] } = {
    from: [],
    to: [],
    unaided: [],
  };
  const violations = new Map<string, readonly string[]>();
  const wayTo = (number: number): string[] => {
    const way: string[] = [];
    for (let at = number; at > 0; at = cameFrom[at]!) way.push(cameBy[at]!);
    return way.reverse();
  };

  let found = false;
  for (let from = 0; from < queue.length && !found; from++) {
    const state = queue[from]!;
    queue[from] = null;
    if (model.isEnd(state)) ends.push(from);
    for (const { label, to, unaided, broken } of model.next(state)) {
      for (const what of broken) {
        if (!violations.has(what)) violations.set(what, [...wayTo(from), label]);
        found ||= until?.test(what) === true;
      }
      if (broken.length > 0) {
        edges.from.push(from);
        edges.to.push(-1);
        edges.unaided.push(unaided);
        continue;
      }
      const key = model.key(to);
      let number = numbers.get(key);
      if (number === undefined) {
        number = queue.length;
        if (number >= limit) throw new Error(`more than ${limit} states`);
        numbers.set(key, number);
        queue.push(to);
        cameFrom.push(from);
        cameBy.push(label);
      }
      edges.from.push(from);
      edges.to.push(number);
      edges.unaided.push(unaided);
    }
  }

  if (found) return { states: queue.length, transitions: edges.from.length, violations, stuck: [], stuckIfSilent: [] };
  const lost = (wanted: (edge: number) => boolean): string[][] => {
    const reach = new Uint8Array(queue.length);
    // Before each state, those that lead to it: a list in two arrays.
    const head = new Int32Array(queue.length).fill(-1);
    const rest = new Int32Array(edges.from.length).fill(-1);
    for (let edge = 0; edge < edges.from.length; edge++) {
      const to = edges.to[edge]!;
      if (to < 0 || !wanted(edge)) continue;
      rest[edge] = head[to]!;
      head[to] = edge;
    }
    const open = [...ends];
    for (const end of ends) reach[end] = 1;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (let edge = head[at]!; edge >= 0; edge = rest[edge]!) {
        const before = edges.from[edge]!;
        if (reach[before] === 1) continue;
        reach[before] = 1;
        open.push(before);
      }
    }
    const ways: string[][] = [];
    for (let number = 0; number < queue.length; number++) {
      if (reach[number] === 1) continue;
      ways.push(ways.length < 3 ? wayTo(number) : []);
    }
    return ways;
  };
  return {
    states: queue.length,
    transitions: edges.from.length,
    violations,
    stuck: lost(() => true),
    stuckIfSilent: lost((edge) => edges.unaided[edge]!),
  };
}
