/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start and the sudden end of a program, and another as a filter, on Windows. Ctrl-C and the
 * closing of the window come in a thread of their own. */

#include "os/tool/program.h"
#include "os/windows.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <shellapi.h>
#include <shlobj.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DESCRIPTORS = 2048 };

static volatile LONG stop_signal, ends;
static unsigned patience_in_ms;
static const char *tool_name = "";
static bool (*is_temporary)(const char *path);
static UINT old_page;

/* mingw-w64's: arguments with * and ? come as the names that they fit. */
extern int _dowildcard;
int _dowildcard = -1;

/* A path that was typed with backslashes, and nothing else: a drive, a server, or
 * something that is there, or that its folder is. */
static bool is_path(const char *word)
{
    char folder[HINGE_OS_PATH];
    const char *last = strrchr(word, '\\');
    if (last == NULL || strlen(word) >= HINGE_OS_PATH)
        return false;
    snprintf(folder, sizeof folder, "%.*s", (int)(last - word), word);
    return word[1] == ':' || (word[0] == '\\' && word[1] == '\\') || hinge_os_exists(word) ||
           hinge_os_exists(folder);
}

static void restore_page(void)
{
    SetConsoleOutputCP(old_page);
}

void hinge_os_arguments(int argc, char **argv)
{
    for (int stream = 0; stream <= 2; stream++)
        (void)_setmode(stream, _O_BINARY);
    old_page = GetConsoleOutputCP();
    if (old_page != 0 && SetConsoleOutputCP(CP_UTF8))
        (void)atexit(restore_page);
    for (int i = 0; i < argc; i++) {
        /* "E:\" comes as E:", which no name has */
        const size_t n = strlen(argv[i]);
        if (n > 2 && argv[i][n - 1] == '"' && (argv[i][1] == ':' || argv[i][0] == '\\'))
            argv[i][n - 1] = '\\';
        if (is_path(argv[i]))
            for (char *c = argv[i]; *c != '\0'; c++)
                *c = *c == '\\' ? '/' : *c;
    }
}

void hinge_os_note(const char *text, size_t n)
{
    DWORD done;
    (void)WriteFile(GetStdHandle(STD_ERROR_HANDLE), text, (DWORD)n, &done, NULL);
}

/* A file is removed when nobody here has it open any more: all handles first. */
void hinge_os_drop(void)
{
    static char name[HINGE_OS_PATH];
    InterlockedExchange(&ends, 1);
    for (int file = 3; file < DESCRIPTORS; file++) {
        intptr_t handle = _get_osfhandle(file);
        if (handle == -1 || handle == -2 || !hinge_os_path_of(file, name, sizeof name) ||
            is_temporary == NULL || !is_temporary(name))
            continue;
        CloseHandle((HANDLE)handle);
        (void)hinge_os_unlink(name);
    }
}

void hinge_os_settle(void)
{
    while (ends)
        Sleep(INFINITE);
}

static BOOL WINAPI asked_to_stop(DWORD event)
{
    bool again = InterlockedExchange(&stop_signal, event == CTRL_C_EVENT ? SIGINT : SIGTERM) != 0;
    if (!again)
        Sleep(patience_in_ms);
    static const char text[] = ": interrupted\n";
    hinge_os_note(tool_name, strlen(tool_name));
    hinge_os_note(text, sizeof text - 1);
    hinge_os_drop();
    TerminateProcess(GetCurrentProcess(), 128 + (UINT)stop_signal);
    return TRUE;
}

static void aborted(int number)
{
    hinge_os_drop();
    signal(number, SIG_DFL);
}

static void ignore(const wchar_t *what, const wchar_t *function, const wchar_t *file, unsigned line,
                   uintptr_t reserved)
{
    (void)what;
    (void)function;
    (void)file;
    (void)line;
    (void)reserved;
}

void hinge_os_signals_start(const char *name, unsigned patience_ms,
                            bool (*temporary)(const char *path))
{
    tool_name = name;
    patience_in_ms = patience_ms;
    is_temporary = temporary;
    (void)_set_invalid_parameter_handler(ignore); /* a closed descriptor is an errno */
    for (int stream = 0; stream <= 2; stream++)
        if (_get_osfhandle(stream) == -1) {
            int opened = _open("NUL", stream == 1 ? _O_RDONLY : _O_WRONLY);
            if (opened > stream)
                _close(opened);
        }
    signal(SIGABRT, aborted);
    SetConsoleCtrlHandler(asked_to_stop, TRUE);
}

int hinge_os_stopped(void)
{
    return (int)stop_signal;
}

bool hinge_os_window_is_ours(void)
{
    DWORD other[2];
    return GetConsoleProcessList(other, 2) == 1;
}

bool hinge_os_documents(char *path, size_t room)
{
    wchar_t wide[MAX_PATH];
    if (SHGetFolderPathW(NULL, CSIDL_PERSONAL, NULL, 0, wide) != S_OK ||
        WideCharToMultiByte(CP_UTF8, 0, wide, -1, path, (int)room, NULL, NULL) == 0)
        return false;
    for (char *c = path; *c != '\0'; c++)
        *c = *c == '\\' ? '/' : *c;
    return true;
}

bool hinge_os_has_programs(void)
{
    return true;
}

bool hinge_os_show(const char *path)
{
    wchar_t wide[HINGE_OS_PATH], whole[HINGE_OS_PATH], *shown = whole;
    DWORD n = hinge_os_wide(path, wide) ? GetFullPathNameW(wide, HINGE_OS_PATH, whole, NULL) : 0;
    /* other programs read no prefix and no more than 260 letters, so they get the short names */
    if (n >= 4 && n < HINGE_OS_PATH && wcsncmp(whole, L"\\\\?\\", 4) == 0) {
        n = GetShortPathNameW(whole, wide, HINGE_OS_PATH);
        const bool served = wcsncmp(wide, L"\\\\?\\UNC\\", 8) == 0;
        shown = wide + (served ? 6 : 4);
        *shown = served ? L'\\' : *shown;
    }
    return n > 0 && n < HINGE_OS_PATH &&
           (INT_PTR)ShellExecuteW(NULL, L"open", shown, NULL, NULL, SW_SHOWNORMAL) > 32;
}

/* --- a filter, between two files that go with their closing, so that neither side waits for the
 * other --- */

enum { COMMAND = 8192 };

/* "word", as CommandLineToArgvW reads it; false when there is no room. */
static bool add_word(char *command, const char *word)
{
    size_t n = strlen(command), slashes = 0;
    if (n + 2 * strlen(word) + 4 > COMMAND)
        return false;
    command[n++] = '"';
    for (const char *c = word;; c++) {
        if (*c == '"' || *c == '\0')
            for (; slashes > 0; slashes--)
                command[n++] = '\\';
        if (*c == '\0')
            break;
        slashes = *c == '\\' ? slashes + 1 : 0;
        if (*c == '"')
            command[n++] = '\\';
        command[n++] = *c;
    }
    command[n++] = '"';
    command[n++] = ' ';
    command[n] = '\0';
    return true;
}

static bool write_all(int file, const char *bytes, size_t length)
{
    ptrdiff_t done;
    for (; length > 0; bytes += done, length -= (size_t)done)
        if ((done = hinge_os_write(file, bytes, length)) <= 0)
            return false;
    return _lseeki64(file, 0, SEEK_SET) == 0;
}

static int take(int file, char **out, size_t *out_length)
{
    int64_t size = _lseeki64(file, 0, SEEK_END);
    ptrdiff_t done = 1;
    if (size < 0 || _lseeki64(file, 0, SEEK_SET) != 0)
        return EIO;
    *out = malloc((size_t)size + 1);
    if (*out == NULL)
        return ENOMEM;
    for (; *out_length < (size_t)size && done > 0; *out_length += done > 0 ? (size_t)done : 0)
        done = hinge_os_read(file, *out + *out_length, (size_t)size - *out_length);
    return *out_length == (size_t)size ? 0 : EIO;
}

/* Starts it and waits for its end. */
static int run(const char *const *argv, HANDLE in, HANDLE to, bool *started, int *code)
{
    char command[COMMAND] = "";
    PROCESS_INFORMATION child;
    STARTUPINFOA start = {.cb = sizeof start,
                          .dwFlags = STARTF_USESTDHANDLES,
                          .hStdInput = in,
                          .hStdOutput = to,
                          .hStdError = GetStdHandle(STD_ERROR_HANDLE)};
    DWORD result = 0;
    for (; *argv != NULL; argv++)
        if (!add_word(command, *argv))
            return E2BIG;
    SetHandleInformation(in, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    SetHandleInformation(to, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    *started = CreateProcessA(NULL, command, NULL, NULL, TRUE, 0, NULL, NULL, &start, &child) != 0;
    if (!*started) {
        hinge_os_failed();
        return errno;
    }
    WaitForSingleObject(child.hProcess, INFINITE);
    GetExitCodeProcess(child.hProcess, &result);
    CloseHandle(child.hThread);
    CloseHandle(child.hProcess);
    *code = (int)result;
    return 0;
}

int hinge_os_filter(const char *const *argv, const char *bytes, size_t length, char **out,
                    size_t *out_length, bool *started, int *code)
{
    char path[HINGE_OS_PATH];
    int in = hinge_os_new_temporary("hinge-in-", _O_TEMPORARY, path, sizeof path);
    int to = hinge_os_new_temporary("hinge-out-", _O_TEMPORARY, path, sizeof path);
    int number = 0;
    *out = NULL;
    *out_length = 0;
    *started = false;
    if (in < 0 || to < 0 || !write_all(in, bytes, length))
        number = errno;
    if (number == 0)
        number = run(argv, (HANDLE)_get_osfhandle(in), (HANDLE)_get_osfhandle(to), started, code);
    if (number == 0)
        number = take(to, out, out_length);
    if (in >= 0)
        _close(in);
    if (to >= 0)
        _close(to);
    return number;
}
