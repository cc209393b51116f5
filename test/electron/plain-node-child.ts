import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import type { ToCore } from '../../electron/core/core-messages.ts';
import type { CoreChild } from '../../electron/core/core-process.ts';

/** What parent and child say to each other; a port is known by its number. */
export type FromParent =
  | { readonly kind: 'message'; readonly data: unknown; readonly ports: readonly number[] }
  | { readonly kind: 'port'; readonly port: number; readonly data: unknown }
  | { readonly kind: 'port-closed'; readonly port: number };
export type ToParent = { readonly data: unknown; readonly port?: number };

const harness = fileURLToPath(new URL('./plain-parent-port.ts', import.meta.url));

/**
 * Electron's UtilityProcess over a real child process of plain Node: it can be killed, and what is not on disk is
 * gone with it. Messages are cloned as Electron clones them.
 */
export class PlainNodeChild extends EventEmitter implements CoreChild<MessagePort> {
  readonly process: ChildProcess;
  readonly #ports: MessagePort[] = [];

  constructor(entry: string) {
    super();
    this.process = fork(harness, [entry], { serialization: 'advanced', stdio: 'inherit', execArgv: [] });
    this.process.on('message', (message: ToParent) => {
      if (message.port === undefined) this.emit('message', message.data);
      else this.#ports[message.port]?.postMessage(message.data);
    });
    this.process.on('exit', (code) => {
      for (const port of this.#ports) port.close();
      this.emit('exit', code ?? 1);
    });
  }

  postMessage(data: ToCore, handed: MessagePort[] = []): void {
    const numbers = handed.map((port) => {
      const number = this.#ports.push(port) - 1;
      port.on('message', (more: unknown) => this.#tell({ kind: 'port', port: number, data: more }));
      port.on('close', () => this.#tell({ kind: 'port-closed', port: number }));
      return number;
    });
    this.#tell({ kind: 'message', data, ports: numbers });
  }

  kill(): boolean {
    return this.process.kill('SIGKILL');
  }

  #tell(message: FromParent): void {
    if (this.process.connected) this.process.send(message);
  }
}
