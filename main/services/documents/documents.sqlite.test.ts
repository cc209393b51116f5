import { afterEach, expect, test } from 'vitest';
import { ok } from '#domain/result';
import { handlePrepared } from '#host/handlers';
import { CHANNEL, type TempOffice, tempOffice } from '../../core/testing/temp-office.ts';
import {
  attachDocument,
  dropUploads,
  type SealRefusal,
  sealUploads,
  type UploadedDocument,
} from './attach-documents.ts';
import { documentHandlers } from './document-handlers.ts';

const PERSON = '00000000-0000-8000-8000-0000000000f1';
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);
let uploads: UploadedDocument[] = [];
let refused: SealRefusal | undefined;
let fetched: string[] = [];
/** Stands for a form with documents: any command with a request id will do. */
const form = handlePrepared('drafts.discard', {
  prepare: async (_input, ctx) => {
    const sealed = await sealUploads(uploads, ctx);
    if (sealed.ok) return sealed;
    refused = sealed.error;
    return { ok: false, error: { code: 'host/cancelled' } };
  },
  run: (tx, _input, ctx, sealed) => {
    for (const one of sealed) attachDocument(tx, one, PERSON, ctx);
    return ok({ discarded: true });
  },
  after: (_output, ctx) => dropUploads(uploads, ctx),
});

let office: TempOffice;
afterEach(() => office.remove());
function setUp() {
  fetched = [];
  refused = undefined;
  const sync = { fetchDocument: async (sha256: string) => fetched.push(sha256) < 0 };
  office = tempOffice({ handlers: { 'drafts.discard': form, ...documentHandlers(sync) } });
  office.signIn(['officer']);
}
function upload(bytes: Uint8Array): UploadedDocument {
  const kept = office.context.files.keepUpload(CHANNEL, {
    name: 'scan.png',
    mime: 'application/octet-stream',
    bytes,
  });
  if (!kept.ok) throw new Error(kept.error.code);
  return { ticket: kept.value, tag: 'id-proof' };
}
const send = () => office.call('drafts.discard', { requestId: office.requestId(), draftId: PERSON });
const row = () => office.store.read((tx) => tx.rows.all('document')[0]);
const open = (documentId: string) =>
  office.call('documents.open', { requestId: office.requestId(), documentId });

test('an upload becomes a document of the person, waits for the centre, and its ticket is spent', async () => {
  setUp();
  uploads = [upload(PNG)];
  expect((await send()).ok).toBe(true);
  expect(row()).toMatchObject({
    registrantId: PERSON,
    tag: 'id-proof',
    mime: 'image/png',
    sizeBytes: PNG.length,
    addedBy: 1,
  });
  expect(office.store.read((tx) => tx.office.blobs.unsent(9))).toMatchObject([
    { sha256: row()?.blobSha256, state: 'waiting' },
  ]);
  expect(office.context.files.readUpload(CHANNEL, uploads[0]?.ticket ?? '').ok).toBe(false);
});

test('a form refused for one bad document keeps the tickets of the good ones', async () => {
  setUp();
  uploads = [upload(PNG), upload(Buffer.from('<svg/>'))];
  expect((await send()).ok).toBe(false);
  expect([refused, row()]).toEqual([{ code: 'documents/wrong-type', data: { index: 1 } }, undefined]);
  expect(office.context.files.readUpload(CHANNEL, uploads[0]?.ticket ?? '').ok).toBe(true);
  uploads = [{ ticket: 'invented', tag: 'photo' }];
  await send();
  expect(refused).toEqual({ code: 'documents/unknown-ticket', data: { index: 0 } });
});

test('a document is shown by a one-use ticket after its audit row stands', async () => {
  setUp();
  uploads = [upload(PNG)];
  await send();
  const documentId = row()?.documentId ?? '';
  const reply = await open(documentId);
  expect(reply).toMatchObject({ ok: true, value: { mime: 'image/png', name: 'id-proof.png' } });
  const ticket = String(Object(reply.ok ? reply.value : {}).ticket);
  const file = office.context.files.takeDownload(CHANNEL, ticket);
  expect(file.ok && Buffer.compare(file.value.bytes, PNG)).toBe(0);
  expect(office.context.files.takeDownload(CHANNEL, ticket).ok).toBe(false);
  expect(office.store.read((tx) => tx.office.audit.page({ limit: 1 }))).toMatchObject([
    { action: 'documents.opened', object: documentId },
  ]);
});

test('a document that lies on another PC is asked of the centre; without it the reason is plain', async () => {
  setUp();
  uploads = [upload(PNG)];
  await send();
  const before = row();
  if (before === undefined) throw new Error('no document');
  const elsewhere = { ...before, documentId: PERSON, blobSha256: 'ab'.repeat(32) };
  office.store.sync.write((tx) => tx.rows.upsert('document', elsewhere, 1));
  expect(await open(PERSON)).toEqual({ ok: false, error: { code: 'documents/not-on-this-pc' } });
  expect(fetched).toEqual([elsewhere.blobSha256]);
  expect(await open('00000000-0000-8000-8000-00000000dead')).toEqual({
    ok: false,
    error: { code: 'documents/not-found' },
  });
});
