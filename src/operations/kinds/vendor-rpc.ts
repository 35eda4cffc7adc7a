import { z } from 'zod';
import type { Call } from '../../cwmp/rpc/index.ts';
import { isVendorMethod, type RawArgument } from '../../cwmp/rpc/vendor.ts';
import { failed, type Move, type OperationKind, refusedBy, still, succeeded } from '../kind.ts';

/** Arguments as JSON: an element per key, in their order; a list repeats its element, an object is its children. */
type Value = string | number | boolean | null | { readonly [name: string]: Value } | readonly Value[];
type Values = { readonly [name: string]: Value };

const elementName = /^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/;
const deepest = 16;
const most = 1_000;

const order = z
  .strictObject({
    method: z
      .string()
      .refine(isVendorMethod, "must be a vendor's method such as X_00D09E_Blink, of at most 64 characters"),
    arguments: z
      .custom<Values>(isObject, 'must be an object')
      .default({})
      .superRefine((values, context) => {
        const wrong = complaint(values);
        if (wrong !== null) context.addIssue({ code: 'custom', message: wrong });
      }),
  })
  // Stored as they are to be sent: the database keeps no order of keys, and a vendor's method may count on it.
  .transform((order): Order => ({ ...order, elements: rawOf(order.arguments) }));

interface Order {
  readonly method: string;
  readonly arguments: Values;
  /** The arguments in their order; absent in orders of older versions. */
  readonly elements?: readonly RawArgument[];
}

/**
 * A method of a vendor's own, by its name and with raw arguments. Nobody here knows what it does, so it is said once: a
 * lost answer stays unknown.
 */
export const vendorRpc: OperationKind<Order, Record<string, never>> = {
  name: 'vendorRpc',
  order,
  disruptive: false,
  requires: (order) => order.method,
  needs: () => ({}),
  begin: () => ({}),
  step(operation, event): Move<Record<string, never>> {
    const { order, state } = operation;
    switch (event.type) {
      case 'floor': {
        if (state === 'queued') {
          // Vendors' methods stand outside the table that types its calls.
          const say = { method: order.method, args: order.elements ?? rawOf(order.arguments) } as Call;
          return { state: 'dispatched', say, attempt: true };
        }
        return state === 'dispatched' && event.fresh
          ? failed(
              'outcomeUnknown',
              `the answer to ${order.method} got lost, and nobody knows what saying it again does`,
            )
          : still;
      }
      case 'answer': {
        const answer = event.answer as { readonly method: string; readonly args: readonly RawArgument[] };
        return answer.method === order.method ? succeeded({ arguments: shownArguments(answer.args) }) : still;
      }
      case 'fault':
        return refusedBy(operation, 'attempt', event.fault);
      case 'unreadable':
        return failed('outcomeUnknown', `the answer to ${order.method} cannot be read: ${event.message}`);
      default:
        return still;
    }
  },
};

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is wrong with arguments; null: nothing. */
function complaint(values: Values): string | null {
  let left = most;
  const look = (value: Value, depth: number, name: string): string | null => {
    if (--left < 0) return `has more than ${most} elements`;
    if (depth > deepest) return `is nested deeper than ${deepest} levels`;
    if (Array.isArray(value)) {
      for (const item of value as readonly Value[]) {
        const wrong = Array.isArray(item) ? `${name} is a list of lists` : look(item, depth, name);
        if (wrong !== null) return wrong;
      }
      return null;
    }
    if (!isObject(value)) return null;
    for (const [key, inner] of Object.entries(value)) {
      if (!elementName.test(key)) return `"${key.slice(0, 64)}" is no name of an element`;
      const wrong = look(inner, depth + 1, key);
      if (wrong !== null) return wrong;
    }
    return null;
  };
  return look(values, 0, 'arguments');
}

function rawOf(values: Values): RawArgument[] {
  return Object.entries(values).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly Value[]) : [value]).map((one): RawArgument => {
      const children = isObject(one) ? rawOf(one) : [];
      return { name, text: isObject(one) || one === null ? '' : String(one), children, type: null };
    }),
  );
}

/** An answer as JSON, in the form that arguments are given in; every value is text. */
function shownArguments(args: readonly RawArgument[]): Values {
  const shown = new Map<string, Value>();
  for (const { name, text, children } of args) {
    const value: Value = children.length > 0 ? shownArguments(children) : text;
    const before = shown.get(name);
    shown.set(
      name,
      before === undefined ? value : Array.isArray(before) ? [...(before as Value[]), value] : [before, value],
    );
  }
  return Object.fromEntries(shown);
}
