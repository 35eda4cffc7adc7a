import { childNamed, type XmlElement } from '../xml/element.ts';
import {
  boolean,
  dateTime,
  type Field,
  forgiving,
  invalid,
  optional,
  patterned,
  string,
  struct,
  unsignedInt,
  type Value,
  type WireStyle,
} from './schema.ts';

const faultStruct = struct({ FaultCode: unsignedInt, FaultString: optional(string(), '') });
type Fault = Value<typeof faultStruct>;

/** A failed update or uninstall reports what is left, which is normally `Installed`. */
const currentState = patterned(string(), /^(?:Installed|Uninstalled|Failed)$/, 'Installed, Uninstalled or Failed');

const first = {
  UUID: optional(string(), ''),
  DeploymentUnitRef: optional(string(), ''),
  Version: optional(string(32), ''),
} as const;
const state = { CurrentState: optional(currentState, '') } as const;
const resolution = {
  // Who does not say that a dependency is missing has none to complain of.
  Resolved: forgiving(boolean, true),
  ExecutionUnitRefList: optional(string(), ''),
} as const;
const times = { StartTime: dateTime, CompleteTime: dateTime } as const;
const performed = { OperationPerformed: optional(string(), '') } as const;

const told = struct({ ...first, ...state, ...resolution, ...times, ...performed });

/** What became of one operation on a deployment unit. `Fault.FaultCode` 0 is success; '' stands for "not told". */
export type OpResult = Omit<Value<typeof told>, 'OperationPerformed'> & { readonly Fault: Fault };
/** The same, of an operation that the ACS did not order: `Install`, `Update`, `Uninstall` or a vendor's word. */
export type AutonOpResult = OpResult & { readonly OperationPerformed: string };

/** How each stack orders the children; reading is by name. */
const layouts = {
  standard: struct({ ...first, ...state, ...resolution, ...times, Fault: faultStruct }),
  icwmp: struct({ ...first, ...state, ...times, FaultStruct: faultStruct }),
  rdk: struct({ ...first, ...state, ...resolution, ...times, Fault: faultStruct }),
} as const;
const autonomousLayouts = {
  standard: struct({ ...first, ...state, ...resolution, ...times, Fault: faultStruct, ...performed }),
  icwmp: struct({ ...first, ...state, ...times, FaultStruct: faultStruct, ...performed }),
  rdk: struct({ ...first, ...performed, ...state, ...resolution, ...times, Fault: faultStruct }),
} as const;

/** XSD, and more than any device has: bounds what is read. */
const maxResults = 10_000;

function opResult(element: XmlElement, where: string): AutonOpResult {
  const value = told.decode(element, where);
  const fault = childNamed(element, 'Fault') ?? childNamed(element, 'FaultStruct');
  if (fault !== undefined) return { ...value, Fault: faultStruct.decode(fault, `${where}.Fault`) };
  // No fault told: a failure without a reason is an internal error, anything else went well.
  return { ...value, Fault: { FaultCode: value.CurrentState === 'Failed' ? 9002 : 0, FaultString: '' } };
}

/**
 * The results of a body, in all the forms that are met: `Results` repeated (the standard), or one `Results` around
 * elements named after the type (icwmp, RDK).
 */
export function readResults(body: XmlElement): AutonOpResult[] {
  const results: AutonOpResult[] = [];
  const add = (element: XmlElement): void => {
    if (results.length >= maxResults) throw invalid('Results', `has more than ${maxResults} items`);
    results.push(opResult(element, `Results[${results.length}]`));
  };
  for (const child of body.children) {
    if (child.name !== 'Results') continue;
    const grouped = child.children.filter((inner) => inner.name.endsWith('OpResultStruct'));
    if (grouped.length > 0) for (const inner of grouped) add(inner);
    else if (child.children.length > 0) add(child);
  }
  return results;
}

export function writeResults(results: readonly OpResult[], autonomous: boolean, style: WireStyle | undefined): string {
  if (results.length === 0) throw invalid('Results', 'has no items; at least 1 is needed');
  const form = style?.softwareModules ?? 'standard';
  const layout: Field<unknown> = (autonomous ? autonomousLayouts : layouts)[form];
  const type = autonomous ? 'AutonOpResultStruct' : 'OpResultStruct';
  const name = form === 'standard' ? 'Results' : type;
  let inner = '';
  results.forEach((result, i) => {
    inner += layout.encode(name, { ...result, FaultStruct: result.Fault }, `Results[${i}]`, style);
  });
  if (form === 'standard') return inner;
  const counted = form === 'rdk' ? ` soapenc:arrayType="cwmp:${type}[${results.length}]"` : '';
  return `<Results${counted}>${inner}</Results>`;
}
