#!/usr/bin/env bash
# npm run dist: installers for Windows (NSIS, signed) and Debian, into out/release, as a release build: practice
# deployments are refused. Nothing is downloaded.
#
#   ELECTRON_DIST_LINUX, ELECTRON_DIST_WIN  folders with an unpacked Electron; without them stand-ins are packed
#   WIN_CSC_LINK, WIN_CSC_KEY_PASSWORD      the signing certificate; without it a throw-away one
#   TAWI_PUBLISHER                          its full distinguished name, as Windows prints it
#   TAWI_UPDATE_URL                         where updates will lie
#
# Needs Debian's nsis 7zip osslsigncode gcc gcc-mingw-w64-x86-64-posix openssl dpkg.
set -euo pipefail
cd "$(dirname "$0")/../.."
PATH="$PWD/node_modules/.bin:$PATH"

missing=()
for program in makensis 7zz osslsigncode gcc x86_64-w64-mingw32-gcc x86_64-w64-mingw32-windres openssl dpkg-deb; do
  command -v "$program" >/dev/null 2>&1 || missing+=("$program")
done
if [ "${#missing[@]}" -gt 0 ]; then
  echo "npm run dist needs: ${missing[*]}" >&2
  echo "  apt-get install nsis 7zip osslsigncode gcc gcc-mingw-w64-x86-64-posix openssl dpkg" >&2
  exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bash build/installer/trial/make-stand-ins.sh "$work"
if [ -z "${ELECTRON_DIST_LINUX:-}" ] || [ -z "${ELECTRON_DIST_WIN:-}" ] || [ -z "${WIN_CSC_LINK:-}" ]; then
  export TAWI_TRIAL=1
  echo "A trial: Electron or the certificate is a stand-in. These files prove the packing; they are not to be shipped."
fi
if [ -z "${WIN_CSC_LINK:-}" ]; then
  export WIN_CSC_LINK="$work/sign.pfx" WIN_CSC_KEY_PASSWORD=throw-away TAWI_PUBLISHER="CN=Tawi throw-away signing"
  export TAWI_SIGNING_CA="$work/certificate.pem"
fi
: "${TAWI_PUBLISHER:?name who signs, as Windows prints it: TAWI_PUBLISHER=\"CN=…, O=…, C=…\"}"

export ELECTRON_BUILDER_OFFLINE=true USE_SYSTEM_OSSLSIGNCODE=true
export ELECTRON_BUILDER_7ZIP_PATH="$(command -v 7zz)"
export ELECTRON_BUILDER_NSIS_DIR="$work/nsis" ELECTRON_BUILDER_NSIS_RESOURCES_DIR="$work/nsisres"
export CUSTOM_FPM_PATH="$work/fpm"
config=build/installer/electron-builder.config.cjs

rm -rf out/release
node build/bundle/build.ts --release
node build/installer/stage.ts linux
ELECTRON_DIST="${ELECTRON_DIST_LINUX:-$work/linux}" electron-builder --linux --x64 -c "$config" --publish never
node build/installer/stage.ts win32
ELECTRON_DIST="${ELECTRON_DIST_WIN:-$work/win}" electron-builder --win --x64 -c "$config" --publish never
node build/installer/check-packed.ts
ls -la out/release
