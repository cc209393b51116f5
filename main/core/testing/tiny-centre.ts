import { bytesToHex } from '#domain/codec/bytes';
import { utf8Encode } from '#domain/codec/utf8';
import { InvariantError } from '#domain/invariant';
import { nodeSigner } from '#host/adapters/node-ed25519';
import { type Http, type HttpCall, HttpDown } from '#sync/client/http';
import { auditReceiptMessage } from '#sync/protocol/audit-receipt';
import { decodeBatch } from '#sync/protocol/batch-codec';
import { deviceCertificateMessage, encodeDeviceCertificate } from '#sync/protocol/device-certificate';
import { decodeOp } from '#sync/protocol/op-codec';
import { decodePayload } from '#sync/protocol/op-fields';
import { paths } from '#sync/protocol/paths';
import { keyColumn, type RowOf, type TableName } from '#sync/protocol/rows/replicated-tables';
import {
  type ChangeBody,
  EnrolRequest,
  type EnrolRequestBody,
  PullRequest,
  type VerdictBody,
} from '#sync/protocol/wire';

const ID = (tail: string): string => `00000000-0000-8000-8000-${tail.padStart(12, '0')}`;
const OFFICE_ID = ID('b');
const DEVICE_ID = ID('c');
export const ENROL_CODE = 'ABCD-EFGH-1234';
/** The activation code that every account of this centre has. */
export const ACTIVATION_CODE = 'ACTIVATE-ME';

/** The centre's sealing of a key to a device. */
export type Seal = (key: Uint8Array, wrappingPublicKey: Uint8Array) => Uint8Array;

export type TinyCentre = {
  readonly http: Http;
  /** False: nobody answers. */
  reachable: boolean;
  /** True: it takes requests and never answers. */
  hanging: boolean;
  readonly addOfficer: (login: string, roles: readonly string[]) => RowOf<'officer'>;
  /** Changes a row as an administrator would; offices hear of it at their next pull. */
  readonly change: <T extends TableName>(table: T, row: RowOf<T>) => void;
  /** Types of the operations accepted, in order. */
  readonly accepted: string[];
  practice: boolean;
};

type Log = { lastSeq: number; lastHead: string; readonly changes: ChangeBody[] };

/**
 * A centre in memory for tests of the core alone: enrols one device, knows officers and their activation codes, takes
 * every operation. The real one, with Postgres and rules, is tested beside itself and in the story. `seal` is the
 * centre's own sealing, handed in because this folder must not know the server.
 */
export function tinyCentre(seal: Seal): TinyCentre {
  const log: Log = { lastSeq: 0, lastHead: '0'.repeat(64), changes: [] };
  const centre: TinyCentre = {
    reachable: true,
    hanging: false,
    practice: false,
    accepted: [],
    http: async (call) => {
      if (!centre.reachable) throw new HttpDown('no-line');
      if (centre.hanging) await cutOff(call);
      const path = new URL(call.url).pathname;
      const answer = answerOf(centre, log, seal, path, call);
      const body = utf8Encode(JSON.stringify(answer ?? { error: { code: 'centre/unknown-path' } }));
      return { status: answer === undefined ? 404 : 200, contentType: 'application/json', body };
    },
    addOfficer: (login, roles) => {
      const no = log.changes.filter((change) => change.table === 'officer').length + 1;
      const person = {
        userId: ID(`a0${no}`),
        personId: ID(`b0${no}`),
        userNo: no,
        login,
        displayName: `Officer ${login}`,
        roles: [...roles],
      };
      const row = { ...person, officeId: OFFICE_ID, active: true, publicKey: null, keyRegisteredAt: null };
      centre.change('officer', row);
      return row;
    },
    change: (table, row) => {
      const columns: Readonly<Record<string, unknown>> = row;
      const seq = log.changes.length + 1;
      log.changes.push({
        scope: 'national',
        seq,
        table,
        key: String(columns[keyColumn(table)]),
        row: JSON.parse(JSON.stringify(row)),
      });
    },
  };
  centre.change('tenantPolicy', {
    ...{
      policyId: ID('1'),
      tenantName: 'Tiny',
      currency: 'KES',
      timeZone: 'Africa/Nairobi',
      defaultPhonePrefix: '254',
      languages: ['en'],
    },
    ...{ practice: false, identifierTypes: [], questionPack: {}, consentText: {}, version: 1 },
  });
  return centre;
}

const signer = nodeSigner(new Uint8Array(32).fill(9));

function answerOf(centre: TinyCentre, log: Log, seal: Seal, path: string, call: HttpCall): unknown {
  const heads = { national: log.changes.length, [`office:${OFFICE_ID}`]: 0 };
  switch (path) {
    case paths.enrol:
      return enrolReply(EnrolRequest.parse(jsonOf(call)), centre, seal);
    case paths.hello:
      return {
        protocol: 1,
        serverEpoch: ID('e'),
        serverTime: '2026-11-20T09:00:00.000Z',
        lastSeq: log.lastSeq,
        lastHead: log.lastHead,
        heads,
      };
    case paths.pull: {
      const { cursors } = PullRequest.parse(jsonOf(call));
      const changes = log.changes.filter((change) => change.seq > (cursors['national'] ?? 0));
      return { changes, cursors: heads, heads, lost: [], more: false };
    }
    case paths.push:
      return pushReply(centre, log, call.body ?? new Uint8Array());
    case paths.audit:
      return auditReply(jsonOf(call));
    default:
      return undefined;
  }
}

function enrolReply(request: EnrolRequestBody, { practice }: TinyCentre, seal: Seal): unknown {
  if (request.code !== ENROL_CODE) return undefined;
  const certificate = encodeDeviceCertificate({
    ...{
      v: 1,
      type: 'device-certificate',
      device_id: DEVICE_ID,
      device_no: 7,
      incarnation: 1,
      office_id: OFFICE_ID,
    },
    ...{ public_key: request.publicKey, wrapping_public_key: request.wrappingPublicKey },
    ...{
      scopes: ['national', `office:${OFFICE_ID}`],
      issued_at: '2026-11-20T09:00:00.000Z',
      expires_at: '2027-11-20T09:00:00.000Z',
    },
  });
  return {
    ...{
      tenantId: ID('d'),
      tenantName: 'Tiny',
      practice,
      officeId: OFFICE_ID,
      officeNo: 44,
      officeCode: 'DD-04',
      officeName: 'Debre District',
    },
    ...{ deviceId: DEVICE_ID, deviceNo: 7, incarnation: 1, certificate },
    certificateSignature: bytesToHex(signer.sign(deviceCertificateMessage(certificate))),
    centrePublicKey: bytesToHex(signer.publicKey),
    sealedOfficeKey: bytesToHex(
      seal(new Uint8Array(32).fill(5), Buffer.from(request.wrappingPublicKey, 'hex')),
    ),
    numberRanges: [{ series: 'registration', prefix: 'DD-04', from: 1, to: 1000 }],
    ...{ serverEpoch: ID('e'), serverTime: '2026-11-20T09:00:00.000Z' },
  };
}

function pushReply(centre: TinyCentre, log: Log, body: Uint8Array): unknown {
  const batch = decodeBatch(body);
  if (!batch.ok) throw new InvariantError('the office sent no batch');
  const verdicts = batch.value.ops.map((bytes, index) => judge(centre, log, bytes, batch.value.from + index));
  log.lastSeq = batch.value.to;
  log.lastHead = bytesToHex(batch.value.head);
  return { verdicts, lastSeq: log.lastSeq, lastHead: log.lastHead };
}

/** Takes every operation but the key of somebody who does not know the activation code. */
function judge(centre: TinyCentre, log: Log, bytes: Uint8Array, seq: number): VerdictBody {
  const op = decodeOp(bytes);
  const key =
    op.ok && op.value.type === 'user-key.register'
      ? decodePayload('user-key.register', op.value.f)
      : undefined;
  if (key?.ok === true) {
    if (key.value.activationCode !== ACTIVATION_CODE)
      return { seq, verdict: 'REJECTED', code: 'NO_AUTHORITY', data: {}, caseId: null };
    const officer = log.changes.findLast(
      (change) => change.table === 'officer' && change.key === key.value.userId,
    )?.row;
    const registered = {
      publicKey: bytesToHex(key.value.publicKey),
      keyRegisteredAt: '2026-11-20T09:00:00.000Z',
    };
    log.changes.push({
      scope: 'national',
      seq: log.changes.length + 1,
      table: 'officer',
      key: key.value.userId,
      row: JSON.parse(JSON.stringify({ ...Object(officer), ...registered })),
    });
  }
  if (op.ok) centre.accepted.push(op.value.type);
  return { seq, verdict: 'ACCEPTED', code: null, data: {}, caseId: null };
}

function auditReply(body: unknown): unknown {
  const rows: readonly { row: { seq: number }; hash: string }[] = Object(body).rows;
  const last = rows.at(-1);
  if (last === undefined) throw new InvariantError('the office sent no audit rows');
  const receipt = { seq: last.row.seq, head: last.hash, at: '2026-11-20T09:00:00.000Z' };
  return {
    ...receipt,
    signature: bytesToHex(signer.sign(auditReceiptMessage({ deviceId: DEVICE_ID, ...receipt }))),
  };
}

function jsonOf({ body }: HttpCall): unknown {
  return JSON.parse(Buffer.from(body ?? []).toString('utf8'));
}

function cutOff({ signal }: HttpCall): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new HttpDown('no-line')));
  });
}
