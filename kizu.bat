@echo off
rem Runs Kizu: builds kizu-cli\target\kizu.jar when it is missing or older than a source, then hands over to Java.
rem Environment: JAVA_HOME (tried before PATH), JAVA_OPTS and KIZU_JAVA_OPTS (extra options for the JVM).
setlocal EnableExtensions DisableDelayedExpansion
set "KIZU_ROOT=%~dp0"
set "KIZU_JAR=%KIZU_ROOT%kizu-cli\target\kizu.jar"
set "KIZU_LOG=%KIZU_ROOT%kizu-cli\target\kizu-build.log"
set "KIZU_ARCHIVES=%KIZU_ROOT%kizu-cli\target\archives"
set "KIZU_VECTOR=--add-modules=jdk.incubator.vector"

set "KIZU_JAVA="
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "KIZU_JAVA=%JAVA_HOME%\bin\java.exe"
if not defined KIZU_JAVA for %%j in (java.exe) do set "KIZU_JAVA=%%~$PATH:j"
if not defined KIZU_JAVA (
    echo kizu: Java is missing: Kizu needs Java 17 or newer, and there is no java on the PATH. Install a JDK ^(for instance from https://adoptium.net^) and set JAVA_HOME or PATH. 1>&2
    exit /b 1
)

set "KIZU_VERSION="
for /f "tokens=3" %%v in ('^""%KIZU_JAVA%" -version 2^>^&1 ^| findstr /c:" version "^"') do if not defined KIZU_VERSION set "KIZU_VERSION=%%~v"
set "KIZU_MAJOR=0"
for /f "tokens=1,2 delims=.-+" %%a in ("%KIZU_VERSION%") do if "%%a"=="1" (set "KIZU_MAJOR=%%b") else set "KIZU_MAJOR=%%a"
if %KIZU_MAJOR% LSS 17 (
    echo kizu: Java is too old: Kizu needs Java 17 or newer, and "%KIZU_JAVA%" is Java "%KIZU_VERSION%". Install a newer JDK and set JAVA_HOME or PATH. 1>&2
    exit /b 1
)
"%KIZU_JAVA%" %KIZU_VECTOR% -version >nul 2>&1 || set "KIZU_VECTOR="

if not exist "%KIZU_JAR%" goto build
if not exist "%KIZU_ROOT%pom.xml" goto run
powershell -NoProfile -Command "$jar = (Get-Item -LiteralPath $env:KIZU_JAR).LastWriteTimeUtc; $sources = @(Get-ChildItem -Path ($env:KIZU_ROOT + 'pom.xml'), ($env:KIZU_ROOT + 'kizu-*\pom.xml')) + @(Get-ChildItem -Recurse -Path ($env:KIZU_ROOT + 'kizu-*\src\main')); if ($sources | Where-Object { $_.LastWriteTimeUtc -gt $jar } | Select-Object -First 1) { exit 1 }"
if not errorlevel 1 goto run

:build
if not exist "%KIZU_ROOT%pom.xml" (
    echo kizu: "%KIZU_JAR%" is missing, and so are the sources to build it from. 1>&2
    exit /b 1
)
"%KIZU_JAVA%" --describe-module jdk.compiler >nul 2>&1 || (
    echo kizu: Kizu has to be built first, and "%KIZU_JAVA%" has no compiler. Install a JDK ^(not just a JRE^) and set JAVA_HOME or PATH. 1>&2
    exit /b 1
)
where mvn >nul 2>&1 || (
    echo kizu: Maven is missing: Kizu has to be built first, with Maven 3.8 or newer. Install it ^(https://maven.apache.org^) and put mvn on the PATH. 1>&2
    exit /b 1
)
echo kizu: building, which takes about a minute the first time ... 1>&2
if not exist "%KIZU_ROOT%kizu-cli\target" mkdir "%KIZU_ROOT%kizu-cli\target"
if exist "%KIZU_JAR%" del "%KIZU_JAR%"
if exist "%KIZU_ARCHIVES%" rmdir /s /q "%KIZU_ARCHIVES%" 2>nul
pushd "%KIZU_ROOT%"
rem Checks and tests are for mvn verify (where the enforcer also checks Maven's version).
call mvn -B -q -Dmaven.test.skip=true -P "!static-analysis" -pl kizu-cli -am package >"%KIZU_LOG%" 2>&1 <nul
set "KIZU_BUILT=%errorlevel%"
popd
if not "%KIZU_BUILT%"=="0" (
    if exist "%KIZU_JAR%" del "%KIZU_JAR%"
    powershell -NoProfile -Command "Get-Content -LiteralPath $env:KIZU_LOG -Tail 30" 1>&2
    echo kizu: the build failed. The whole log is in "%KIZU_LOG%". 1>&2
    exit /b 1
)

:run
set "KIZU_COMPUTE=%KIZU_VECTOR% -XX:+UseG1GC"
set "KIZU_OPTIONS=%KIZU_COMPUTE%"
rem What pays in a longer run would only hold up an answer.
if "%~1"=="" set "KIZU_OPTIONS=-XX:TieredStopAtLevel=1 -XX:-UsePerfData"
for %%a in (help -h --help -V --version) do if "%~1"=="%%a" set "KIZU_OPTIONS=-XX:TieredStopAtLevel=1 -XX:-UsePerfData"

rem An archive in which Java keeps Kizu's classes ready for use, made once for each version of Java; an empty file where it makes none.
set "KIZU_QUIET=-Xlog:disable -Xlog:all=warning:stderr -Xlog:cds*=off:stderr -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
if %KIZU_MAJOR% GEQ 24 set "KIZU_QUIET=%KIZU_QUIET% -Xlog:aot*=off:stderr"
set "KIZU_ARCHIVE=%KIZU_ARCHIVES%\%KIZU_VERSION%.jsa"
set "KIZU_NEW=%KIZU_ARCHIVES%\%RANDOM%%RANDOM%.new"
if not exist "%KIZU_ARCHIVE%" call :archive
set "KIZU_SHARE="
if exist "%KIZU_ARCHIVE%" for %%f in ("%KIZU_ARCHIVE%") do if %%~zf GTR 0 set "KIZU_SHARE=%KIZU_QUIET% "-XX:SharedArchiveFile=%KIZU_ARCHIVE%""

"%KIZU_JAVA%" %KIZU_OPTIONS% %KIZU_SHARE% -Xshare:auto -Dfile.encoding=UTF-8 %JAVA_OPTS% %KIZU_JAVA_OPTS% -cp "%KIZU_JAR%" dev.kizu.cli.Main %*
exit /b %errorlevel%

:archive
if not exist "%KIZU_ARCHIVES%" mkdir "%KIZU_ARCHIVES%" 2>nul
2>nul (type nul >"%KIZU_NEW%") || exit /b
"%KIZU_JAVA%" %KIZU_COMPUTE% -XX:TieredStopAtLevel=1 %KIZU_QUIET% "-XX:ArchiveClassesAtExit=%KIZU_NEW%" -cp "%KIZU_JAR%" dev.kizu.cli.Rehearsal >nul 2>&1 <nul || type nul >"%KIZU_NEW%"
move /y "%KIZU_NEW%" "%KIZU_ARCHIVE%" >nul 2>&1
exit /b
