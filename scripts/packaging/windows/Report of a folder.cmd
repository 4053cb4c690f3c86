@echo off
rem Drag a folder of recordings onto this file. The first time it writes study.ini and opens the list
rem of what was read; the second time it makes the report and opens it.
setlocal EnableExtensions DisableDelayedExpansion
set "here=%~dp0"
rem Explorer puts only names with blanks in quotes, so what it dropped is taken from the whole line:
rem cmd /c ""C:\...\Report of a folder.cmd" C:\R&D", where a second command seems to follow
setlocal EnableDelayedExpansion
set "line=!cmdcmdline!"
if not defined line goto typed
set rest=!line:*.cmd" =!
if "!rest!"=="!line!" goto typed
set "given=!rest:~0,-1!"
if defined given set given=!given:"=!
if not defined given goto ask
"!here!bin\hinge-run.exe" --open "!given!"
set "code=!errorlevel!"
if not defined HINGE_NO_PAUSE pause
rem not exit /b: the second command must not run
exit !code!

:ask
echo Drag a folder of recordings into this window, or type its name. Then press Enter.
set /p given=
if not defined given exit
set given=!given:"=!
"!here!bin\hinge-run.exe" --open "!given!"
pause
exit

:typed
endlocal
if "%~1"=="" (
    echo Drag a folder of recordings onto this file.
    exit /b 2
)
for %%f in ("%~1") do "%here%bin\hinge-run.exe" --open "%%~f"
set "code=%errorlevel%"
if not defined HINGE_NO_PAUSE pause
exit /b %code%
