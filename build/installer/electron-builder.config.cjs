const { devDependencies } = require('../../package.json');

/**
 * Two package.json: the app folder out/app holds only the bundles and the native modules (stage.ts). A build over
 * stand-ins is called a trial in its file names, so that nobody ships it.
 */
const trial = process.env.TAWI_TRIAL === '1' ? '-trial' : '';
/** @type {import('electron-builder').Configuration} */
module.exports = {
  appId: 'example.tawi.office',
  productName: 'Tawi',
  npmRebuild: false,
  nodeGypRebuild: false,
  electronVersion: devDependencies.electron,
  ...(process.env.ELECTRON_DIST ? { electronDist: process.env.ELECTRON_DIST } : {}),
  directories: { app: 'out/app', output: 'out/release', buildResources: 'build/installer' },
  files: ['**/*', '!**/*.map', '!**/*.{md,d.ts}', '!**/*.node.d'],
  // Only what the loader of the system must open lies outside the archive, where its integrity check ends.
  asar: { smartUnpack: false },
  asarUnpack: ['**/*.node'],
  electronLanguages: ['en-US', 'fr', 'ar'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  publish: [
    { provider: 'generic', url: process.env.TAWI_UPDATE_URL ?? 'https://updates.tawi.example/office' },
  ],
  win: {
    target: ['nsis'],
    icon: 'resources/icons/icon.ico',
    // The escaped braces are electron-builder's own placeholders.
    artifactName: `tawi-setup-\${version}-\${arch}${trial}.\${ext}`,
    signtoolOptions: {
      signingHashAlgorithms: ['sha256'],
      ...(process.env.TAWI_PUBLISHER ? { publisherName: [process.env.TAWI_PUBLISHER] } : {}),
    },
  },
  nsis: {
    oneClick: false,
    perMachine: true,
    script: 'build/installer/installer.nsi',
    warningsAsErrors: false,
  },
  linux: {
    target: ['deb'],
    icon: 'resources/icons',
    category: 'Office',
    maintainer: 'Tawi <support@tawi.example>',
    artifactName: `tawi-\${version}-\${arch}${trial}.\${ext}`,
  },
};
