import type { AnyReply, CoreApi, UploadReply } from './core-api.ts';
import type { TicketFile } from './file-tickets.ts';

/**
 * The messages between a window and the core. Over HTTP the same pairs travel as `POST /api/<method>`,
 * `POST /files`, `GET /files/<ticket>` and `GET /events`, where the connection does what `id` does here.
 */
export type ClientMessage =
  | { readonly id: number; readonly method: string; readonly input: unknown }
  | { readonly id: number; readonly upload: { readonly name: string; readonly bytes: Uint8Array } }
  | { readonly id: number; readonly download: string };
export type ServerMessage =
  | { readonly id: number; readonly reply: AnyReply }
  | { readonly id: number; readonly uploaded: UploadReply }
  | { readonly id: number; readonly file: TicketFile | null }
  | { readonly topic: string; readonly event: unknown };

/** A two-way channel that clones what it carries: Node's MessagePort, Electron's, or a pair in a test. */
export type WirePort = {
  readonly post: (message: ServerMessage) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  readonly onClose: (listener: () => void) => void;
};

/**
 * Serves one window over a port. The channel is the port itself: what stands in a message cannot choose another
 * person's session. Messages that are none of ours are ignored.
 */
export function serveMessagePort(port: WirePort, core: CoreApi, channel: string): void {
  const unsubscribe = core.subscribe((event) => {
    if (event.channel === null || event.channel === channel)
      port.post({ topic: event.topic, event: event.event });
  });
  port.onClose(() => {
    unsubscribe();
    core.leave(channel);
  });
  port.onMessage((raw) => {
    const message = readMessage(raw);
    if (message !== undefined) void answer(message, core, channel).then(port.post);
  });
}

async function answer(message: ClientMessage, core: CoreApi, channel: string): Promise<ServerMessage> {
  const { id } = message;
  if ('method' in message) return { id, reply: await core.invoke(message.method, message.input, channel) };
  if ('upload' in message) {
    const { name, bytes } = message.upload;
    return { id, uploaded: core.files.upload(channel, { name, bytes, mime: 'application/octet-stream' }) };
  }
  const file = core.files.download(channel, message.download);
  return { id, file: file.ok ? file.value : null };
}

function readMessage(raw: unknown): ClientMessage | undefined {
  if (typeof raw !== 'object' || raw === null || !('id' in raw) || typeof raw.id !== 'number')
    return undefined;
  const { id } = raw;
  if ('method' in raw && typeof raw.method === 'string')
    return { id, method: raw.method, input: 'input' in raw ? raw.input : undefined };
  if ('download' in raw && typeof raw.download === 'string') return { id, download: raw.download };
  if ('upload' in raw && typeof raw.upload === 'object' && raw.upload !== null) {
    const { upload } = raw;
    if (
      'name' in upload &&
      typeof upload.name === 'string' &&
      'bytes' in upload &&
      upload.bytes instanceof Uint8Array
    ) {
      return { id, upload: { name: upload.name, bytes: upload.bytes } };
    }
  }
  return undefined;
}
