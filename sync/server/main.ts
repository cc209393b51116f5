import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { startCentre } from './centre.ts';

const DEFAULT_PORT = 4600;

/** Runs the central service until it is told to stop: `node sync/server/main.ts --data DIR [--port N] [--host H]`. */
async function run(): Promise<void> {
  const log = pino({ level: process.env['LOG_LEVEL'] ?? 'info' });
  const { values } = parseArgs({
    options: { data: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' } },
  });
  const port = Number(values.port ?? DEFAULT_PORT);
  if (values.data === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) {
    process.stderr.write('usage: node sync/server/main.ts --data DIR [--port N] [--host ADDRESS]\n');
    process.exitCode = 2;
    return;
  }
  const centre = await startCentre({
    dataDir: values.data,
    port,
    env: process.env,
    log,
    ...(values.host === undefined ? {} : { host: values.host }),
  });
  log.info({ url: centre.url }, 'central service is ready');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping');
      centre.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'could not stop in order');
          process.exit(1);
        },
      );
    });
  }
}

await run();
