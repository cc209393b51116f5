import { practiceCentreUsers } from '#db/seed/practice-users';

/** The centre's API as one of its people uses it. */
export type CentreAdmin = {
  readonly get: (path: string) => Promise<Readonly<Record<string, unknown>>>;
  readonly post: (path: string, body?: unknown) => Promise<Readonly<Record<string, unknown>>>;
};

/** The centre refused a piece of work of the practice deployment; the message names it. */
export class CentreAdminError extends Error {
  override readonly name = 'CentreAdminError';
}

/** Signs in at the centre as one of the practice people, by login. */
export async function signInAtCentre(centreUrl: string, login: string): Promise<CentreAdmin> {
  const password = practiceCentreUsers.find((user) => user.login === login)?.password ?? '';
  const ask = async (method: string, path: string, body: unknown, token: string) => {
    const answer = await fetch(`${centreUrl}/v1/admin${path}`, {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const content: unknown = await answer.json();
    if (!answer.ok)
      throw new CentreAdminError(`${method} ${path}: ${answer.status} ${JSON.stringify(content)}`);
    return { ...Object(content) } satisfies Readonly<Record<string, unknown>>;
  };
  const session: Readonly<Record<string, unknown>> = await ask('POST', '/session', { login, password }, '');
  const token = String(session['token'] ?? '');
  return {
    get: (path) => ask('GET', path, undefined, token),
    post: (path, body) => ask('POST', path, body, token),
  };
}
