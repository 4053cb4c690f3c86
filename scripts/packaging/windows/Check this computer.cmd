@echo off
rem Analyses the example in a folder for temporary files, compares its numbers with those that Linux
rem gave, and writes hingekit-check.txt, which has no names and no paths.
setlocal EnableExtensions DisableDelayedExpansion
set "here=%~dp0"
set "text=%here%hingekit-check.txt"
set "place=%TEMP%\hingekit check & more"
rem where nothing can be written beside this file
copy nul "%text%" >nul 2>nul
if not exist "%text%" set "text=%TEMP%\hingekit-check.txt"
if exist "%place%" rmdir /s /q "%place%"
mkdir "%place%\example"
xcopy "%here%example" "%place%\example" /e /i /q /y >nul
cd /d "%place%"
echo Analysing the example ...
>"%text%" echo hingekit on this computer
"%here%bin\hinge-run.exe" --version >> "%text%" 2>&1
>>"%text%" ver
>>"%text%" echo processor %PROCESSOR_IDENTIFIER%, %NUMBER_OF_PROCESSORS% threads
>>"%text%" echo started %TIME%
"%here%bin\hinge-run.exe" -q --new example >> "%text%" 2>&1
"%here%bin\hinge-run.exe" -q example >> "%text%" 2>&1
>>"%text%" echo ended %TIME%
"%here%bin\same-numbers.exe" "%here%example-on-linux" example\results\tables >> "%text%" 2>&1
set "code=%errorlevel%"
type "%text%"
cd /d "%TEMP%"
rmdir /s /q "%place%"
echo.
echo You can send this text, which is in
echo "%text%"
if not defined HINGE_NO_PAUSE pause
exit /b %code%
