import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { TableRefused } from './table-messages.ts';

/** What a packed file may be (SEC-36). Counted while unpacking, because its directory may lie. */
export const ZIP_LIMITS = { entries: 200, unpackedBytes: 50_000_000, ratio: 100 } as const;

export type GuardedZip = {
  readonly names: readonly string[];
  /** The contents of the entries that are wanted, by name. */
  readonly read: (isWanted: (name: string) => boolean) => Promise<ReadonlyMap<string, Uint8Array>>;
};

/** Opens a packed file and refuses it, before anything is unpacked, when its own directory says that it is too much. */
export async function openGuarded(bytes: Uint8Array): Promise<GuardedZip> {
  const zip = await opened(bytes);
  const entries = await entriesOf(zip);
  const declared = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (declared > ZIP_LIMITS.unpackedBytes || declared > bytes.length * ZIP_LIMITS.ratio) tooLarge();
  return {
    names: entries.map(({ fileName }) => fileName),
    read: async (isWanted) => {
      const contents = new Map<string, Uint8Array>();
      let unpacked = 0;
      for (const entry of entries) {
        if (!isWanted(entry.fileName)) continue;
        const content = await unpack(zip, entry, ZIP_LIMITS.unpackedBytes - unpacked);
        unpacked += content.length;
        contents.set(entry.fileName, content);
      }
      return contents;
    },
  };
}

async function opened(bytes: Uint8Array): Promise<ZipFile> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    return await fromBufferPromise(buffer, { lazyEntries: true, validateEntrySizes: true });
  } catch (cause) {
    throw new TableRefused({ code: 'import/damaged' }, { cause });
  }
}

async function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  if (zip.entryCount > ZIP_LIMITS.entries) tooLarge();
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      if (entries.length > ZIP_LIMITS.entries) tooLarge();
    }
  } catch (cause) {
    throw cause instanceof TableRefused ? cause : new TableRefused({ code: 'import/damaged' }, { cause });
  }
  return entries;
}

/** Stops at the first byte too many, whatever size the directory gave. */
async function unpack(zip: ZipFile, entry: Entry, mostBytes: number): Promise<Uint8Array> {
  const most = Math.min(mostBytes, entry.compressedSize * ZIP_LIMITS.ratio + 65_536);
  const parts: Buffer[] = [];
  let length = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const part of stream) {
      if (!Buffer.isBuffer(part)) continue;
      length += part.length;
      if (length > most) tooLarge();
      parts.push(part);
    }
  } catch (cause) {
    if (cause instanceof TableRefused) throw cause;
    // yauzl's own count: more came out than the directory said.
    const lied = cause instanceof Error && cause.message.startsWith('too many bytes');
    if (lied) tooLarge();
    throw new TableRefused({ code: 'import/damaged' }, { cause });
  }
  return Buffer.concat(parts, length);
}

function tooLarge(): never {
  throw new TableRefused({ code: 'import/unpacks-too-large', data: { maxBytes: ZIP_LIMITS.unpackedBytes } });
}
