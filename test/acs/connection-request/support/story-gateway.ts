import { type Answer, rpcs } from '../../../../src/cwmp/rpc/index.ts';
import type { Called } from '../../../../src/simulator/connection-request/called.ts';
import { type HttpReply, heard, ScriptedCpe } from '../../../support/cpe.ts';
import { sharedLogin, type TestMuster } from '../../../support/muster.ts';

/**
 * A gateway whose CWMP side is scripted: it lets itself be provisioned, and opens a session whenever it is called.
 * Where it is called at is the test's business.
 */
export class StoryGateway implements Called {
  readonly cpe: ScriptedCpe;
  login = { username: '', password: '' };
  reachable = true;
  rung = 0;
  /** false: it accepts calls and does not come. */
  comes = true;
  /** Told in every Inform beside what all gateways tell. */
  parameters: Record<string, string> = {};
  /** Everything Muster has set. */
  readonly set = new Map<string, string>();
  /** Parameters that it is to tell of when they change. */
  readonly notified = new Set<string>();
  /** Methods that were asked of it, in order. */
  readonly asked: string[] = [];
  #sessions: Promise<unknown> = Promise.resolve();

  constructor(muster: TestMuster, serialNumber: string) {
    this.cpe = new ScriptedCpe(muster.urls.acs, serialNumber, sharedLogin);
  }

  get id(): string {
    return this.cpe.deviceId;
  }

  connectionRequested(): void {
    this.rung++;
    if (this.comes) this.session(['6 CONNECTION REQUEST']).catch(() => undefined);
  }

  /** One session after the other, in which it does what it is told. */
  session(events: readonly string[]): Promise<void> {
    const session = this.#sessions.then(() => this.#hold(events));
    this.#sessions = session.catch(() => undefined);
    return session;
  }

  async #hold(events: readonly string[]): Promise<void> {
    const { cpe, parameters } = this;
    for (let asked = await cpe.session({ events, parameters }); asked !== null; ) {
      const reply: HttpReply = await cpe.answer(asked, this.#answer(asked));
      asked = reply.status === 204 ? null : heard(reply);
    }
    cpe.newSocket();
  }

  #answer(asked: NonNullable<Awaited<ReturnType<ScriptedCpe['session']>>>): Answer {
    if (asked.body.kind !== 'request') throw new Error(`asked ${asked.body.kind}`);
    const { method, element } = asked.body;
    this.asked.push(method);
    switch (method) {
      case 'SetParameterValues': {
        const { ParameterList } = rpcs.SetParameterValues.request.decode(element, method);
        for (const { name, value } of ParameterList) {
          this.set.set(name, value);
          if (name.endsWith('.ConnectionRequestUsername')) this.login = { ...this.login, username: value };
          if (name.endsWith('.ConnectionRequestPassword')) this.login = { ...this.login, password: value };
        }
        return { method, args: { Status: 0 } };
      }
      case 'GetParameterValues': {
        const { ParameterNames } = rpcs.GetParameterValues.request.decode(element, method);
        const ParameterList = ParameterNames.map((name) => ({
          name,
          value: this.set.get(name) ?? '300',
          type: 'string',
        }));
        return { method, args: { ParameterList } };
      }
      case 'SetParameterAttributes': {
        const { ParameterList } = rpcs.SetParameterAttributes.request.decode(element, method);
        for (const { Name, Notification } of ParameterList) if (Notification === 2) this.notified.add(Name);
        return { method, args: {} };
      }
      default:
        throw new Error(`asked ${method}`);
    }
  }

  async close(): Promise<void> {
    await this.#sessions;
    await this.cpe.leave();
  }
}
