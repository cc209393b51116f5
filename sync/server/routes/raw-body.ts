import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The bytes of a request as they came, for those who verify a signature over them. */
const bodies = new WeakMap<FastifyRequest, Buffer>();

const EMPTY = Buffer.alloc(0);

/** Bytes of the request's body; none for a request without one. */
export function rawBodyOf(request: FastifyRequest): Buffer {
  return bodies.get(request) ?? EMPTY;
}

/** Reads bodies whole, keeps their bytes, and parses JSON. Octet streams reach the route as a Buffer. */
export function installRawBody(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    bodies.set(request, body);
    try {
      done(null, body.length === 0 ? undefined : JSON.parse(body.toString('utf8')));
    } catch (cause) {
      done(Object.assign(new SyntaxError('body is no JSON', { cause }), { statusCode: 400 }));
    }
  });
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer' },
    (request, body: Buffer, done) => {
      bodies.set(request, body);
      done(null, body);
    },
  );
}
