import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import type { FromParent, ToParent } from './plain-node-child.ts';

/** One end of a channel handed over by the parent. */
class ChildPort extends EventEmitter {
  readonly number: number;
  #early: unknown[] | undefined = [];

  constructor(number: number) {
    super();
    this.number = number;
  }

  readonly postMessage = (data: unknown): void => say({ port: this.number, data });

  /** What came before the port was started waits, as it does in Electron. */
  readonly start = (): void => {
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const data of early) this.emit('message', { data });
  };

  receive(data: unknown): void {
    if (this.#early === undefined) this.emit('message', { data });
    else this.#early.push(data);
  }
}

/**
 * Runs the file named on the command line in plain Node as Electron's utility process would: with a
 * `process.parentPort`, whose messages may hand over ports. Both travel over the child's own channel.
 */
const parentPort = Object.assign(new EventEmitter(), { postMessage: (data: unknown): void => say({ data }) });
const ports = new Map<number, ChildPort>();
Object.defineProperty(process, 'parentPort', { value: parentPort });

process.on('message', (message: FromParent) => {
  if (message.kind === 'port') ports.get(message.port)?.receive(message.data);
  else if (message.kind === 'port-closed') ports.get(message.port)?.emit('close');
  else {
    const handed = message.ports.map((number) => new ChildPort(number));
    for (const port of handed) ports.set(port.number, port);
    parentPort.emit('message', { data: message.data, ports: handed });
  }
});
process.on('disconnect', () => process.exit(0));

function say(message: ToParent): void {
  if (process.connected) process.send?.(message);
}

await import(pathToFileURL(process.argv[2] ?? '').href);
