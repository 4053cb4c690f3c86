@echo off
rem Drag a folder of recordings onto this file. The first time it writes study.ini and opens the list
rem of what was read; the second time it makes the report and opens it.
setlocal EnableExtensions DisableDelayedExpansion
set "here=%~dp0"
set given=%*
setlocal EnableDelayedExpansion
rem Explorer puts only names with blanks in quotes, so the name is taken from the whole line:
rem cmd /c ""C:\...\Report of a folder.cmd" C:\R&D", where a second command seems to follow
set "line=!cmdcmdline!"
set "clicked="
if defined line set "rest=!line:*.cmd" =!"
if defined line if not "!rest!"=="!line!" set "clicked=yes"
if defined clicked set "given=!rest:~0,-1!"
if not defined given (
    echo Drag a folder of recordings into this window, or type its name. Then press Enter.
    set /p given=
)
if not defined given goto end
set "given=!given:"=!"
if "!given:~-1!"=="\" set "given=!given!."
"!here!bin\hinge-run.exe" --open "!given!"
:end
set "code=!errorlevel!"
if not defined HINGE_NO_PAUSE pause
if defined clicked exit !code!
exit /b !code!
