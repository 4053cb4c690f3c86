/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another program as a filter, on Windows: between two files that go with their
 * closing, so that neither side waits for the other. */
#include "os/file.h"
#include "os/tool/signals.h"
#include "os/windows.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>

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

static bool put(int file, const char *bytes, size_t length)
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
    if (in < 0 || to < 0 || !put(in, bytes, length))
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
