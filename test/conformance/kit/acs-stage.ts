import assert from 'node:assert/strict';
import type { Login } from '../../support/cpe.ts';
import type { TestMuster } from '../../support/muster.ts';
import type { Node } from './look.ts';
import { isRequest, type Said, WireCpe } from './wire-cpe.ts';
import type { Around, InformWords } from './words.ts';

export interface Shown {
  readonly id: string;
  readonly state: string;
  readonly attempt: number;
  readonly result: Record<string, unknown> | null;
  readonly fault: { readonly code: number; readonly message: string; readonly parameters?: unknown } | null;
  readonly commandKey: string | null;
  readonly retryAt?: string;
}

export interface TimelineItem {
  readonly at: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What one rule is checked with: a running Muster, CPEs of its own, and the REST API to see what became of it. */
export class AcsStage {
  readonly muster: TestMuster;
  readonly login: Login;
  readonly #name: string;
  readonly #cpes: WireCpe[] = [];
  readonly #closing: (() => Promise<unknown>)[] = [];
  #count = 0;

  constructor(muster: TestMuster, login: Login, name: string) {
    this.muster = muster;
    this.login = login;
    this.#name = name;
  }

  /** A CPE that Muster has never heard of. */
  stranger(serial = `${this.#name}.${++this.#count}`, login = this.login): WireCpe {
    const cpe = new WireCpe(this.muster.urls.acs, serial, login);
    this.#cpes.push(cpe);
    return cpe;
  }

  /** A CPE that has been there before, with nothing owed to it. */
  async known(words: InformWords = {}, around: Around = {}): Promise<WireCpe> {
    const cpe = this.stranger();
    if (around.ns !== undefined) cpe.ns = around.ns;
    const said = await cpe.session(words, around);
    assert.equal(said.status, 204, said.text);
    return cpe;
  }

  order(cpe: WireCpe, kind: string, fields: Record<string, unknown> = {}): Promise<Shown> {
    return this.muster.api.post(`/devices/${cpe.id}/operations`, { kind, ...fields, connectionRequest: false });
  }

  shown({ id }: { readonly id: string }): Promise<Shown> {
    return this.muster.api.get(`/operations/${id}`);
  }

  /** Orders something and opens a session in which Muster asks for it. */
  async asked(
    cpe: WireCpe,
    kind: string,
    fields: Record<string, unknown>,
    method: string,
    words: InformWords = {},
    around: Around = {},
  ): Promise<{ readonly order: Shown; readonly said: Said; readonly request: Node }> {
    const order = await this.order(cpe, kind, fields);
    const said = await cpe.session(words, around);
    return { order, said, request: isRequest(said, method) };
  }

  device(cpe: WireCpe): Promise<Record<string, unknown>> {
    return this.muster.api.get(`/devices/${cpe.id}`);
  }

  async isKnown(cpe: WireCpe): Promise<boolean> {
    return (await this.muster.api.ask('GET', `/devices/${cpe.id}`)).status === 200;
  }

  async timeline(cpe: WireCpe, type?: string): Promise<TimelineItem[]> {
    const { items } = await this.muster.api.get<{ items: TimelineItem[] }>(`/devices/${cpe.id}/timeline`);
    return type === undefined ? items : items.filter((item) => item.type === type);
  }

  /** Events of the newest Inform, as `code` or `code key`. */
  async events(cpe: WireCpe): Promise<string[]> {
    const [newest] = await this.timeline(cpe, 'inform');
    const events = newest?.['events'] as readonly { code: string; commandKey: string }[];
    return events.map(({ code, commandKey }) => `${code} ${commandKey}`.trim());
  }

  /** Values that Muster has stored, by path. */
  async values(cpe: WireCpe, path: string): Promise<Record<string, string>> {
    const { items } = await this.muster.api.get<{ items: { path: string; value: string }[] }>(
      `/devices/${cpe.id}/parameters`,
      { path },
    );
    return Object.fromEntries(items.map((item) => [item.path, item.value]));
  }

  /** Done when the rule has been checked. */
  later(close: () => Promise<unknown>): void {
    this.#closing.push(close);
  }

  async end(): Promise<void> {
    for (const close of this.#closing.reverse()) await close();
    for (const cpe of this.#cpes) await cpe.carrier.leave().catch(() => undefined);
  }
}
