// Loaded by `node --import` before the program itself. Plain JavaScript, because the Node that needs this message
// cannot run TypeScript.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 24 || (major === 24 && minor < 11)) {
  process.stderr.write(
    `Tawi needs Node 24.11 or newer; this is Node ${process.versions.node}.\n` +
      'On Linux and Windows `npm ci` brings its own Node 24: run `npm ci` (not --omit=optional), then use\n' +
      '`npm run <script>`. Elsewhere install the version named in .node-version from https://nodejs.org.\n',
  );
  process.exit(1);
}
