; Installs for all users under Program Files; what people have entered is not touched, not even by the uninstaller.
; Needs only the plugins that come with NSIS (no StdUtils, UAC, Nsis7z), and no wine to build.
Target amd64-unicode
!include "MUI2.nsh"
!include "x64.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
Name "${PRODUCT_NAME}"
RequestExecutionLevel admin
InstallDir "$PROGRAMFILES64\${APP_FILENAME}"
ManifestDPIAware true
!define UNKEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${UNINSTALL_APP_KEY}"
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "Arabic"
Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
    MessageBox MB_ICONSTOP "64-bit Windows is required." /SD IDOK
    Abort
  ${EndIf}
  ; Always the same folder: only there may nobody but an administrator write, and the uninstaller removes it whole.
  StrCpy $INSTDIR "$PROGRAMFILES64\${APP_FILENAME}"
FunctionEnd
; Asks a running Tawi to close and gives it time to stop in order; only then is it ended.
!macro CloseRunningBody
  nsExec::Exec 'taskkill /im "${PRODUCT_FILENAME}.exe"'
  Pop $0
  StrCpy $2 0
  ${Do}
    nsExec::Exec 'cmd /c tasklist /fi "imagename eq ${PRODUCT_FILENAME}.exe" /nh | find /i "${PRODUCT_FILENAME}.exe"'
    Pop $0
    ${If} $0 != 0
      ${ExitDo}
    ${EndIf}
    IntOp $2 $2 + 1
    Sleep 500
  ${LoopUntil} $2 > 24
  nsExec::Exec 'taskkill /im "${PRODUCT_FILENAME}.exe" /f'
  Pop $0
!macroend
Function CloseRunning
  !insertmacro CloseRunningBody
FunctionEnd
Function un.CloseRunning
  !insertmacro CloseRunningBody
FunctionEnd

Section
  SetShellVarContext all
  Call CloseRunning
  RMDir /r "$INSTDIR\resources"
  SetOutPath "$INSTDIR"
  File /r "${PROJECT_DIR}/out/release/win-unpacked/*.*"
  WriteUninstaller "$INSTDIR\Uninstall ${PRODUCT_FILENAME}.exe"
  CreateShortCut "$SMPROGRAMS\${PRODUCT_FILENAME}.lnk" "$INSTDIR\${PRODUCT_FILENAME}.exe"
  WriteRegStr HKLM "${UNKEY}" "DisplayName" "${UNINSTALL_DISPLAY_NAME}"
  WriteRegStr HKLM "${UNKEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${UNKEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${UNKEY}" "UninstallString" '"$INSTDIR\Uninstall ${PRODUCT_FILENAME}.exe"'
  WriteRegStr HKLM "${UNKEY}" "QuietUninstallString" '"$INSTDIR\Uninstall ${PRODUCT_FILENAME}.exe" /S'
  WriteRegDWORD HKLM "${UNKEY}" "NoModify" 1
  WriteRegDWORD HKLM "${UNKEY}" "EstimatedSize" ${ESTIMATED_SIZE}
  ; electron-updater starts the new installer with: --updated /S --force-run
  ${GetParameters} $1
  ClearErrors
  ${GetOptions} $1 "--force-run" $2
  ${IfNot} ${Errors}
    Exec '"$INSTDIR\${PRODUCT_FILENAME}.exe" --updated'
  ${EndIf}
SectionEnd
Section "Uninstall"
  SetRegView 64
  SetShellVarContext all
  Call un.CloseRunning
  RMDir /r "$INSTDIR"
  Delete "$SMPROGRAMS\${PRODUCT_FILENAME}.lnk"
  DeleteRegKey HKLM "${UNKEY}"
SectionEnd
