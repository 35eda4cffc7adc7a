import { attributeNamed, type XmlElement } from '../xml/element.ts';
import { textElement } from '../xml/writer.ts';
import { type Rpc, rpc } from './rpc.ts';
import { clip, type Field, invalid } from './schema.ts';

/** A method of a vendor's own (TR-069 A.2.4). Nothing is known of its arguments but their names and texts. */
export interface VendorCall {
  readonly method: VendorMethod;
  readonly args: readonly RawArgument[];
}

export type VendorMethod = `X_${string}`;

/** One element of an unknown message: its text, or its children. */
export interface RawArgument {
  readonly name: string;
  /** Where there are children, '' (what is written) or the white space between them left out (what is read). */
  readonly text: string;
  readonly children: readonly RawArgument[];
  /** Local name of xsi:type; null where there is none. */
  readonly type: string | null;
}

const methodName = /^X_[A-Za-z0-9_.-]{1,62}$/;
const elementName = /^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/;
const typeName = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;
/** Both ways; a message of this form is written by people and read by people. */
const maxDepth = 16;
const maxElements = 10_000;

/** At most 64 characters, as in MethodList. */
export function isVendorMethod(name: string): name is VendorMethod {
  return methodName.test(name);
}

const rawArguments: Field<readonly RawArgument[]> = {
  decode(element, where) {
    let left = maxElements;
    const read = (child: XmlElement): RawArgument => {
      if (--left < 0) throw invalid(where, `has more than ${maxElements} elements`);
      const declared = attributeNamed(child, 'type');
      const type = declared === undefined ? null : declared.slice(declared.indexOf(':') + 1);
      const children = child.children.map(read);
      return {
        name: child.name,
        text: children.length > 0 ? child.text.trim() : child.text,
        children,
        type: type !== null && typeName.test(type) ? type : null,
      };
    };
    return element.children.map(read);
  },
  encode(name, args, where) {
    let left = maxElements;
    const write = (arg: RawArgument, depth: number): string => {
      if (--left < 0) throw invalid(where, `has more than ${maxElements} elements`);
      if (depth > maxDepth) throw invalid(where, `is nested deeper than ${maxDepth} levels`);
      if (!elementName.test(arg.name))
        throw invalid(where, `has an argument "${clip(arg.name)}", which is no XML name`);
      if (arg.type !== null && !typeName.test(arg.type)) {
        throw invalid(where, `gives ${clip(arg.name)} the unknown type "${clip(arg.type)}"`);
      }
      if (arg.children.length > 0 && arg.text !== '') {
        throw invalid(where, `has an argument ${clip(arg.name)} with both text and children`);
      }
      const inner = arg.children.map((child) => write(child, depth + 1)).join('');
      const written = inner === '' ? textElement(arg.name, arg.text) : `<${arg.name}>${inner}</${arg.name}>`;
      // The name is the same as the element begins with, so the attribute goes behind it.
      const at = arg.name.length + 1;
      return arg.type === null ? written : `${written.slice(0, at)} xsi:type="xsd:${arg.type}"${written.slice(at)}`;
    };
    const inner = args.map((arg) => write(arg, 1)).join('');
    return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
  },
};

/** The description of a vendor's method: like any other, with raw arguments both ways, and in every version. */
export function vendorRpc(name: VendorMethod): Rpc<readonly RawArgument[], readonly RawArgument[]> {
  return rpc({
    name,
    caller: 'both',
    since: '1.0',
    clause: 'A.2.4',
    // Nobody knows what it does twice.
    once: true,
    request: rawArguments,
    response: rawArguments,
  });
}
