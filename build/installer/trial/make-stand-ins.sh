#!/usr/bin/env bash
# make-stand-ins.sh <folder>: what packing needs and cannot fetch here: an Electron that only prints its name (with a
# real fuse wire and version resource), NSIS in the layout electron-builder expects, fpm, and a throw-away certificate.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$1
mkdir -p "$work"/{linux,win}/{resources,locales} "$work"/nsis/linux "$work"/nsisres

gcc -O1 -o "$work/linux/electron" "$here/stub-electron.c"
cp "$work/linux/electron" "$work/linux/chrome-sandbox"
cp "$work/linux/electron" "$work/linux/chrome_crashpad_handler"
x86_64-w64-mingw32-windres "$here/stub-version.rc" -O coff -o "$work/version.o"
# Stripped: the packager's resource editor refuses symbols.
x86_64-w64-mingw32-gcc -O1 -s -o "$work/win/electron.exe" "$here/stub-electron.c" "$work/version.o"
version=$(node -p "require('electron/package.json').version")
for platform in linux win; do
  printf %s "$version" >"$work/$platform/version"
  echo stand-in >"$work/$platform/LICENSE"
  echo stand-in >"$work/$platform/LICENSES.chromium.html"
  for language in en-US fr ar de; do echo stand-in >"$work/$platform/locales/$language.pak"; done
done

x86_64-w64-mingw32-gcc -municode -mwindows -Os -s -o "$work/nsis/elevate.exe" "$here/elevate.c" -lshell32
for part in Include Contrib Plugins Stubs Bin; do ln -s "/usr/share/nsis/$part" "$work/nsis/$part"; done
ln -s "$(command -v makensis)" "$work/nsis/linux/makensis"
ln -s /usr/share/nsis/Plugins "$work/nsisres/plugins"

printf '#!/usr/bin/env bash\nexec node "%s" "$@"\n' "$here/fpm-over-dpkg.ts" >"$work/fpm"
chmod +x "$work/fpm"

openssl req -x509 -newkey rsa:3072 -nodes -keyout "$work/key.pem" -out "$work/certificate.pem" -days 30 \
  -subj "/CN=Tawi throw-away signing" -addext extendedKeyUsage=codeSigning -addext keyUsage=digitalSignature 2>/dev/null
openssl pkcs12 -export -inkey "$work/key.pem" -in "$work/certificate.pem" -out "$work/sign.pfx" -passout pass:throw-away
