@echo off
rem Opens the desk on Windows, by a double click: finds what is needed, the first time for some minutes, then serves.
setlocal
cd /d "%~dp0"
where uv >nul 2>nul || call :install
set "PATH=%LOCALAPPDATA%\Microsoft\WinGet\Links;%USERPROFILE%\.local\bin;%PATH%"
where uv >nul 2>nul || goto absent
if not exist .pango\LICENCES.txt (call :pango || goto failed)
set "WEASYPRINT_DLL_DIRECTORIES=%~dp0.pango"
set "PYTHONUTF8=1"
set "PAMPHLETS_COMMAND=start.cmd"
if "%~1"=="" (set "WHAT=serve") else (set "WHAT=%*")
uv run --no-project --python 3.13 --with-requirements requirements.txt python -m pamphlets %WHAT%
if errorlevel 1 goto failed
exit /b 0

:install
echo This needs "uv", which fetches Python and the packages. It is installed now, for you alone.
winget install --id astral-sh.uv --exact --scope user --accept-source-agreements --accept-package-agreements
exit /b

:pango
echo Fetching the libraries that set type, once.
uv run --no-project --python 3.13 --with pip python -m pip download --quiet --no-deps --only-binary :all: --platform win_amd64 --dest .pango gstreamer-libs==1.28.8 || exit /b 1
for %%W in (.pango\*.whl) do uv run --no-project --python 3.13 python tools\windows\pango.py "%%W" .pango || exit /b 1
del .pango\*.whl
exit /b 0

:absent
echo "uv" could not be installed. Ask whoever looks after this computer for it: winget install astral-sh.uv
:failed
echo.
echo Something is missing or wrong: read above. Then close this window and try again.
pause
exit /b 1
