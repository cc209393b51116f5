import { askSecret } from './read-secret.ts';
import { runCli } from './run-cli.ts';

/** `npm run tawi -- <command>`. Output is written at once and the process ends by itself, so that a pipe gets all of it. */
process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  say: (line) => process.stderr.write(`${line}\n`),
  askSecret,
});
