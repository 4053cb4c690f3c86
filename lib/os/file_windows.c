/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files, their names (the system's are turned to '/') and folders on Windows. Files are opened so
 * that others may rename and remove them meanwhile, as POSIX's may be. */

#include "os/windows.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <wchar.h>
#include <winternl.h>

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

/* Paths of up to this many letters need no prefix: a folder's leave room for 12 of a file's. */
enum { PLAIN = 240 };

bool hinge_os_wide(const char *path, wchar_t wide[HINGE_OS_PATH])
{
    static const wchar_t prefix[] = L"\\\\?\\", server[] = L"\\\\?\\UNC\\";
    enum { AT = sizeof server / sizeof *server - 1 };
    wchar_t given[HINGE_OS_PATH], *whole = wide + AT;
    *wide = L'\0';
    if (MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, given, HINGE_OS_PATH) == 0) {
        SetLastError(ERROR_INVALID_NAME);
        return false;
    }
    DWORD n = GetFullPathNameW(given, HINGE_OS_PATH - AT, whole, NULL);
    if (n == 0 || n >= HINGE_OS_PATH - AT) {
        SetLastError(ERROR_FILENAME_EXCED_RANGE);
        return false;
    }
    const bool device = wcsncmp(whole, L"\\\\?\\", 4) == 0 || wcsncmp(whole, L"\\\\.\\", 4) == 0;
    if (n < PLAIN || device) {
        wmemmove(wide, n < PLAIN ? given : whole, (n < PLAIN ? wcslen(given) : n) + 1);
        return true;
    }
    const bool served = whole[0] == L'\\' && whole[1] == L'\\';
    const wchar_t *start = served ? server : prefix;
    size_t length = wcslen(start);
    wmemmove(wide + length, whole + (served ? 2 : 0), n + 1 - (served ? 2 : 0));
    wmemcpy(wide, start, length);
    return true;
}

/* Others may read, write, rename and remove what is open. */
static HANDLE open_path(const char *path, DWORD access, DWORD make, DWORD flags)
{
    wchar_t wide[HINGE_OS_PATH];
    if (!hinge_os_wide(path, wide))
        return INVALID_HANDLE_VALUE;
    return CreateFileW(wide, access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                       make, flags, NULL);
}

bool hinge_os_is_absolute(const char *path)
{
    return is_slash(*path) ||
           (isalpha((unsigned char)*path) && path[1] == ':' && is_slash(path[2]));
}

static bool path_of(HANDLE file, char *path, size_t room)
{
    static const wchar_t local[] = L"\\??\\";
    enum { AT = sizeof local / sizeof *local - 1 };
    struct {
        UNICODE_STRING head;
        wchar_t room[HINGE_OS_PATH];
    } name;
    wchar_t wide[HINGE_OS_PATH];
    DWORD n = GetFinalPathNameByHandleW(file, wide, HINGE_OS_PATH, FILE_NAME_NORMALIZED);
    if (n == 0 || n >= HINGE_OS_PATH) {
        /* Wine tells no more than 260 letters by that; here it has the letter of the drive, where
         * Windows has a device. */
        if (NtQueryObject(file, (OBJECT_INFORMATION_CLASS)1, &name, sizeof name, NULL) != 0 ||
            (n = name.head.Length / sizeof *wide) <= AT + 1 ||
            wcsncmp(name.head.Buffer, local, AT) != 0 || name.head.Buffer[AT + 1] != L':')
            return false;
        n -= AT;
        wmemmove(wide, name.head.Buffer + AT, n);
    }
    int length = WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, wide, (int)n, path,
                                     (int)room - 1, NULL, NULL);
    if (length == 0)
        return false;
    path[length] = '\0';
    /* "\\?\C:\…" and "\\?\UNC\server\…", as Windows gives them, to C:/… and //server/… */
    static const char here[] = "//?/", server[] = "//?/UNC/";
    for (char *c = path; *c != '\0'; c++)
        *c = *c == '\\' ? '/' : *c;
    size_t skip = strncmp(path, server, sizeof server - 1) == 0 ? sizeof server - 3
                  : strncmp(path, here, sizeof here - 1) == 0   ? sizeof here - 1
                                                                : 0;
    memmove(path, path + skip, strlen(path + skip) + 1);
    if (skip == sizeof server - 3)
        path[0] = path[1] = '/';
    return true;
}

char *hinge_os_real_path(const char *path)
{
    char real[HINGE_OS_PATH];
    HANDLE file = open_path(path, FILE_READ_ATTRIBUTES, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS);
    if (file == INVALID_HANDLE_VALUE) {
        hinge_os_failed();
        return NULL;
    }
    bool known = path_of(file, real, sizeof real);
    CloseHandle(file);
    return known ? strdup(real) : NULL;
}

bool hinge_os_path_of(int file, char *path, size_t room)
{
    return path_of((HANDLE)_get_osfhandle(file), path, room);
}

bool hinge_os_nameless(int file, char *path, size_t room)
{
    (void)file;
    (void)path;
    (void)room;
    return false;
}

/* --- files and folders --- */

enum { BLOCK = 1 << 30 };

int hinge_os_failed(void)
{
    static const struct {
        DWORD error;
        int code;
    } known[] = {{ERROR_FILE_NOT_FOUND, ENOENT},
                 {ERROR_PATH_NOT_FOUND, ENOENT},
                 {ERROR_INVALID_NAME, ENOENT},
                 {ERROR_BAD_PATHNAME, ENOENT},
                 {ERROR_ACCESS_DENIED, EACCES},
                 {ERROR_SHARING_VIOLATION, EACCES},
                 {ERROR_WRITE_PROTECT, EROFS},
                 {ERROR_ALREADY_EXISTS, EEXIST},
                 {ERROR_FILE_EXISTS, EEXIST},
                 {ERROR_LOCK_VIOLATION, EAGAIN},
                 {ERROR_IO_PENDING, EAGAIN},
                 {ERROR_DISK_FULL, ENOSPC},
                 {ERROR_HANDLE_DISK_FULL, ENOSPC},
                 {ERROR_NOT_ENOUGH_MEMORY, ENOMEM},
                 {ERROR_OUTOFMEMORY, ENOMEM},
                 {ERROR_DIRECTORY, ENOTDIR},
                 {ERROR_INVALID_HANDLE, EBADF},
                 {ERROR_TOO_MANY_OPEN_FILES, EMFILE},
                 {ERROR_BROKEN_PIPE, EPIPE},
                 {ERROR_NO_DATA, EPIPE},
                 {ERROR_FILENAME_EXCED_RANGE, ENAMETOOLONG},
                 {ERROR_INVALID_FUNCTION, EINVAL},
                 {ERROR_NOT_SUPPORTED, ENOTSUP}};
    DWORD error = GetLastError();
    errno = EIO;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].error == error)
            errno = known[i].code;
    return -1;
}

static struct timespec time_of(int64_t ticks)
{
    const int64_t since_1601 = INT64_C(11644473600);
    return (struct timespec){.tv_sec = ticks / 10000000 - since_1601,
                             .tv_nsec = (long)(ticks % 10000000) * 100};
}

static int look(HANDLE file, struct hinge_os_info *info)
{
    BY_HANDLE_FILE_INFORMATION its;
    FILE_BASIC_INFO times;
    *info = (struct hinge_os_info){.ours = true, .private = true, .links = 1};
    if (GetFileType(file) != FILE_TYPE_DISK) {
        info->kind = HINGE_OS_STREAM;
        return 0;
    }
    if (!GetFileInformationByHandle(file, &its) ||
        !GetFileInformationByHandleEx(file, FileBasicInfo, &times, sizeof times))
        return hinge_os_failed();
    info->kind =
        (its.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0 ? HINGE_OS_FOLDER : HINGE_OS_FILE;
    info->size = (int64_t)((uint64_t)its.nFileSizeHigh << 32 | its.nFileSizeLow);
    info->device = its.dwVolumeSerialNumber;
    info->inode = (uint64_t)its.nFileIndexHigh << 32 | its.nFileIndexLow;
    info->links = its.nNumberOfLinks;
    info->modified = time_of(times.LastWriteTime.QuadPart);
    info->changed = time_of(times.ChangeTime.QuadPart);
    return 0;
}

static int look_at(const char *path, DWORD flags, struct hinge_os_info *info)
{
    HANDLE file =
        open_path(path, FILE_READ_ATTRIBUTES, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS | flags);
    if (file == INVALID_HANDLE_VALUE)
        return hinge_os_failed();
    int result = look(file, info);
    CloseHandle(file);
    return result;
}

int hinge_os_stat(const char *path, struct hinge_os_info *info)
{
    return look_at(path, 0, info);
}

/* A junction or a cloud's placeholder counts as the file it names. */
static bool is_link(const char *path)
{
    wchar_t wide[HINGE_OS_PATH];
    WIN32_FIND_DATAW found;
    DWORD attributes =
        hinge_os_wide(path, wide) ? GetFileAttributesW(wide) : INVALID_FILE_ATTRIBUTES;
    if (attributes == INVALID_FILE_ATTRIBUTES || (attributes & FILE_ATTRIBUTE_REPARSE_POINT) == 0)
        return false;
    HANDLE search = FindFirstFileW(wide, &found);
    if (search != INVALID_HANDLE_VALUE)
        FindClose(search);
    return search != INVALID_HANDLE_VALUE && found.dwReserved0 == IO_REPARSE_TAG_SYMLINK;
}

int hinge_os_lstat(const char *path, struct hinge_os_info *info)
{
    if (!is_link(path))
        return look_at(path, 0, info);
    int result = look_at(path, FILE_FLAG_OPEN_REPARSE_POINT, info);
    info->kind = HINGE_OS_LINK;
    return result;
}

int hinge_os_fstat(int file, struct hinge_os_info *info)
{
    intptr_t handle = _get_osfhandle(file);
    if (handle == -1)
        return -1;
    return look((HANDLE)handle, info);
}

int hinge_os_open(const char *path, unsigned how)
{
    bool reads = (how & HINGE_OS_READ) != 0, appends = (how & HINGE_OS_APPEND) != 0;
    DWORD access = reads ? GENERIC_READ : 0;
    if ((how & HINGE_OS_WRITE) != 0)
        access |= appends ? FILE_APPEND_DATA | SYNCHRONIZE : GENERIC_WRITE;
    DWORD make = (how & HINGE_OS_NEW) != 0 ? CREATE_NEW : appends ? OPEN_ALWAYS : OPEN_EXISTING;
    DWORD flags = FILE_ATTRIBUTE_NORMAL;
    if (access == GENERIC_READ)
        flags |= FILE_FLAG_BACKUP_SEMANTICS; /* folders too, and their kind is asked */
    if ((how & HINGE_OS_NOT_LINK) != 0 && is_link(path)) {
        errno = (how & HINGE_OS_NEW) != 0 ? EEXIST : ELOOP;
        return -1;
    }
    HANDLE file = open_path(path, access, make, flags);
    if (file == INVALID_HANDLE_VALUE)
        return hinge_os_failed();
    const int mode = access == GENERIC_READ ? _O_RDONLY : reads ? _O_RDWR : _O_WRONLY;
    int number = _open_osfhandle((intptr_t)file,
                                 mode | (appends ? _O_APPEND : 0) | _O_BINARY | _O_NOINHERIT);
    if (number < 0) /* else it owns the handle */
        CloseHandle(file);
    return number;
}

int hinge_os_open_folder(const char *path)
{
    struct hinge_os_info info;
    int file = hinge_os_open(path, HINGE_OS_READ);
    if (file >= 0 && (hinge_os_fstat(file, &info) != 0 || info.kind != HINGE_OS_FOLDER)) {
        _close(file);
        errno = ENOTDIR;
        return -1;
    }
    return file;
}

ptrdiff_t hinge_os_read_at(int file, void *bytes, size_t n, uint64_t at)
{
    OVERLAPPED place = {.Offset = (DWORD)at, .OffsetHigh = (DWORD)(at >> 32)};
    DWORD done = 0;
    if (ReadFile((HANDLE)_get_osfhandle(file), bytes, n < BLOCK ? (DWORD)n : BLOCK, &done,
                 &place) ||
        GetLastError() == ERROR_HANDLE_EOF)
        return (ptrdiff_t)done;
    return hinge_os_failed();
}

ptrdiff_t hinge_os_write_at(int file, const void *bytes, size_t n, uint64_t at)
{
    OVERLAPPED place = {.Offset = (DWORD)at, .OffsetHigh = (DWORD)(at >> 32)};
    DWORD done = 0;
    if (WriteFile((HANDLE)_get_osfhandle(file), bytes, n < BLOCK ? (DWORD)n : BLOCK, &done, &place))
        return (ptrdiff_t)done;
    return hinge_os_failed();
}

int hinge_os_cut(int file, uint64_t length)
{
    errno_t code = _chsize_s(file, (int64_t)length);
    if (code != 0)
        errno = code;
    return code != 0 || _lseeki64(file, (int64_t)length, SEEK_SET) < 0 ? -1 : 0;
}

int hinge_os_quiet(void)
{
    const int before = errno, nothing = _open("NUL", _O_WRONLY);
    const int kept = nothing < 0 ? -1 : _dup(2);
    if (kept >= 0)
        _dup2(nothing, 2);
    if (nothing >= 0)
        _close(nothing);
    errno = before;
    return kept;
}

void hinge_os_unquiet(int kept)
{
    const int before = errno;
    if (kept >= 0) {
        _dup2(kept, 2);
        _close(kept);
    }
    errno = before;
}

int hinge_os_sync(int file)
{
    if (FlushFileBuffers((HANDLE)_get_osfhandle(file)))
        return 0;
    hinge_os_failed();
    if (errno == EACCES) /* a folder */
        errno = EINVAL;
    return -1;
}

/* One byte far behind the end: a locked byte could not be read. */
int hinge_os_lock(int file)
{
    OVERLAPPED place = {.OffsetHigh = 0x40000000};
    return LockFileEx((HANDLE)_get_osfhandle(file),
                      LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &place)
               ? 0
               : hinge_os_failed();
}

static int move(const char *from, const char *to, DWORD flags)
{
    wchar_t source[HINGE_OS_PATH], target[HINGE_OS_PATH];
    return hinge_os_wide(from, source) && hinge_os_wide(to, target) &&
                   MoveFileExW(source, target, flags | MOVEFILE_WRITE_THROUGH)
               ? 0
               : hinge_os_failed();
}

int hinge_os_rename(const char *from, const char *to)
{
    return move(from, to, MOVEFILE_REPLACE_EXISTING);
}

int hinge_os_rename_new(const char *from, const char *to)
{
    return move(from, to, 0);
}

int hinge_os_mkdir(const char *path)
{
    wchar_t wide[HINGE_OS_PATH];
    return hinge_os_wide(path, wide) && CreateDirectoryW(wide, NULL) ? 0 : hinge_os_failed();
}

int hinge_os_unlink(const char *path)
{
    wchar_t wide[HINGE_OS_PATH];
    return hinge_os_wide(path, wide) && DeleteFileW(wide) ? 0 : hinge_os_failed();
}

int hinge_os_rmdir(const char *path)
{
    wchar_t wide[HINGE_OS_PATH];
    return hinge_os_wide(path, wide) && RemoveDirectoryW(wide) ? 0 : hinge_os_failed();
}

bool hinge_os_exists(const char *path)
{
    wchar_t wide[HINGE_OS_PATH];
    return hinge_os_wide(path, wide) && GetFileAttributesW(wide) != INVALID_FILE_ATTRIBUTES;
}

/* A folder's rights, a network's and a stick's switch are found out by writing. */
bool hinge_os_may_write(const char *path)
{
    char probe[HINGE_OS_PATH];
    const bool folder = hinge_os_is_folder(path);
    snprintf(probe, sizeof probe, "%s/.hinge-%lx", path, GetCurrentProcessId());
    HANDLE file =
        open_path(folder ? probe : path, GENERIC_WRITE, folder ? CREATE_NEW : OPEN_EXISTING,
                  folder ? FILE_FLAG_DELETE_ON_CLOSE : FILE_ATTRIBUTE_NORMAL);
    if (file != INVALID_HANDLE_VALUE)
        CloseHandle(file);
    return file != INVALID_HANDLE_VALUE;
}

bool hinge_os_in_use(const char *path)
{
    HANDLE file = open_path(path, DELETE, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL);
    if (file != INVALID_HANDLE_VALUE)
        CloseHandle(file);
    return file == INVALID_HANDLE_VALUE && GetLastError() == ERROR_SHARING_VIOLATION;
}

FILE *hinge_os_fopen(const char *path, const char *mode)
{
    wchar_t wide[HINGE_OS_PATH], how[8];
    /* every byte as it is */
    swprintf(how, sizeof how / sizeof *how, L"%.4hs%hs", mode,
             strchr(mode, 'b') == NULL ? "b" : "");
    if (hinge_os_wide(path, wide))
        return _wfopen(wide, how);
    hinge_os_failed();
    return NULL;
}

const char *hinge_os_path_for(const char *path, char *room)
{
    wchar_t wide[HINGE_OS_PATH];
    return hinge_os_wide(path, wide) &&
                   WideCharToMultiByte(CP_UTF8, 0, wide, -1, room, HINGE_OS_PATH, NULL, NULL) > 0
               ? room
               : path;
}

/* The name found last is told next. */
struct hinge_os_folder {
    HANDLE search;
    WIN32_FIND_DATAW found;
    bool is_found;
    char name[4 * MAX_PATH];
};

struct hinge_os_folder *hinge_os_folder_open(const char *path)
{
    char all[HINGE_OS_PATH];
    wchar_t wide[HINGE_OS_PATH];
    struct hinge_os_folder *folder = calloc(1, sizeof *folder);
    if (folder == NULL)
        return NULL;
    snprintf(all, sizeof all, "%s/*", path);
    folder->search =
        hinge_os_wide(all, wide) ? FindFirstFileW(wide, &folder->found) : INVALID_HANDLE_VALUE;
    folder->is_found = folder->search != INVALID_HANDLE_VALUE;
    if (folder->is_found)
        return folder;
    hinge_os_failed();
    free(folder);
    return NULL;
}

const char *hinge_os_folder_next(struct hinge_os_folder *folder)
{
    bool told =
        folder->is_found && WideCharToMultiByte(CP_UTF8, 0, folder->found.cFileName, -1,
                                                folder->name, sizeof folder->name, NULL, NULL) > 0;
    folder->is_found = told && FindNextFileW(folder->search, &folder->found);
    return told ? folder->name : NULL;
}

void hinge_os_folder_close(struct hinge_os_folder *folder)
{
    FindClose(folder->search);
    free(folder);
}

/* No other program can replace a folder of which this one has the handle. */
void hinge_os_remove_folder(int folder, const char *path)
{
    struct hinge_os_folder *names = hinge_os_folder_open(path);
    char one[HINGE_OS_PATH];
    for (const char *name; names != NULL && (name = hinge_os_folder_next(names)) != NULL;) {
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
            snprintf(one, sizeof one, "%s/%s", path, name) >= (int)sizeof one)
            continue;
        const int below = is_link(one) ? -1 : hinge_os_open_folder(one);
        if (below >= 0)
            hinge_os_remove_folder(below, one);
        else if (hinge_os_unlink(one) != 0)
            hinge_os_rmdir(one); /* a link to a folder */
    }
    if (names != NULL)
        hinge_os_folder_close(names);
    _close(folder);
    hinge_os_rmdir(path);
}

int hinge_os_new_temporary(const char *begins, int more, char *path, size_t room)
{
    char folder[MAX_PATH + 1];
    LARGE_INTEGER ticks;
    int file = -1;
    *path = '\0';
    if (GetTempPathA(sizeof folder, folder) == 0)
        return hinge_os_failed();
    for (int tries = 0; tries < 100 && file < 0; tries++) {
        QueryPerformanceCounter(&ticks);
        snprintf(path, room, "%s%s%lx-%llx", folder, begins, GetCurrentProcessId(),
                 (unsigned long long)ticks.QuadPart);
        for (char *c = path; *c != '\0'; c++)
            *c = *c == '\\' ? '/' : *c;
        file = _open(path, _O_RDWR | _O_CREAT | _O_EXCL | _O_BINARY | _O_NOINHERIT | more,
                     _S_IREAD | _S_IWRITE);
        if (file < 0 && errno != EEXIST)
            break;
    }
    return file;
}

int hinge_os_temporary(const char *begins, char *path, size_t room)
{
    return hinge_os_new_temporary(begins, 0, path, room);
}

bool hinge_os_is_fault(int code)
{
    return code == EIO || code == ENXIO || code == ENODEV;
}
