/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another program as a filter, on Windows: between two files that go with their
 * closing, so that neither side waits for the other. */
#include "os/tool/signals.h"
#include "os/windows.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { COMMAND = 8192 };

/* "word", as CommandLineToArgvW reads it; false when there is no room. */
static bool add_word(wchar_t *command, const char *word)
{
    wchar_t wide[HINGE_OS_PATH];
    size_t n = wcslen(command), slashes = 0;
    if (!hinge_os_wide(word, wide, HINGE_OS_PATH) || n + 2 * wcslen(wide) + 4 > COMMAND)
        return false;
    command[n++] = L'"';
    for (const wchar_t *c = wide;; c++) {
        if (*c == L'"' || *c == L'\0')
            for (; slashes > 0; slashes--)
                command[n++] = L'\\';
        if (*c == L'\0')
            break;
        slashes = *c == L'\\' ? slashes + 1 : 0;
        if (*c == L'"')
            command[n++] = L'\\';
        command[n++] = *c;
    }
    command[n++] = L'"';
    command[n++] = L' ';
    command[n] = L'\0';
    return true;
}

static bool put(HANDLE file, const char *bytes, size_t length)
{
    DWORD done;
    for (; length > 0; bytes += done, length -= done)
        if (!WriteFile(file, bytes, length < 1 << 30 ? (DWORD)length : 1 << 30, &done, NULL))
            return false;
    return true;
}

static int take(HANDLE file, char **out, size_t *out_length)
{
    LARGE_INTEGER size;
    DWORD done;
    if (!GetFileSizeEx(file, &size))
        return EIO;
    *out = malloc((size_t)size.QuadPart + 1);
    if (*out == NULL)
        return ENOMEM;
    SetFilePointer(file, 0, NULL, FILE_BEGIN);
    while (*out_length < (size_t)size.QuadPart &&
           ReadFile(file, *out + *out_length, (DWORD)((size_t)size.QuadPart - *out_length), &done,
                    NULL) &&
           done > 0)
        *out_length += done;
    return *out_length == (size_t)size.QuadPart ? 0 : EIO;
}

/* Starts it and waits for its end. */
static int run(const char *const *argv, HANDLE in, HANDLE to, bool *started, int *code)
{
    wchar_t command[COMMAND] = L"";
    PROCESS_INFORMATION child;
    STARTUPINFOW start = {.cb = sizeof start,
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
    *started = CreateProcessW(NULL, command, NULL, NULL, TRUE, 0, NULL, NULL, &start, &child) != 0;
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
    wchar_t path[HINGE_OS_PATH];
    HANDLE in = hinge_os_new_temporary("hinge-in-", FILE_FLAG_DELETE_ON_CLOSE, path);
    HANDLE to = hinge_os_new_temporary("hinge-out-", FILE_FLAG_DELETE_ON_CLOSE, path);
    int number = 0;
    *out = NULL;
    *out_length = 0;
    *started = false;
    if (in == INVALID_HANDLE_VALUE || to == INVALID_HANDLE_VALUE || !put(in, bytes, length)) {
        hinge_os_failed();
        number = errno;
    }
    if (number == 0) {
        SetFilePointer(in, 0, NULL, FILE_BEGIN);
        number = run(argv, in, to, started, code);
    }
    if (number == 0)
        number = take(to, out, out_length);
    if (in != INVALID_HANDLE_VALUE)
        CloseHandle(in);
    if (to != INVALID_HANDLE_VALUE)
        CloseHandle(to);
    return number;
}
