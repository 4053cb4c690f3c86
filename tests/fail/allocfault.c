/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library for LD_PRELOAD: the first time a way (the callers) leads to an allocation
 * of a tool's or libhinge's own, a copy of the process is forked in which that
 * allocation fails, and waited for; the process itself goes on undisturbed. In:
 * ALLOCFAULT_SEEN, a file in which all processes note the ways that were tried;
 * ALLOCFAULT_LOG, a line per copy: how it ended, the tool, and what it said last. What
 * a copy does to files that were open or named before it stays undone, so that the
 * process finds them as they were; what it writes goes nowhere. Copies end after 30 s
 * (SIGALRM). None is made of a call that comes from within libhdf5: its lock is the
 * parent's for ever; the log then says "inside".
 * ALLOCFAULT_ONLY=N: no copies, the N-th new way fails in the process itself; -1: none
 * does, and the log gets a line with their number. ALLOCFAULT_LIBRARIES=TEXT:
 * allocations that other libraries ask for whose path has the text ("/": all), in place
 * of our own. */
#define _GNU_SOURCE
#include "preload.h"

#include <errno.h>
#include <execinfo.h>
#include <link.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WAYS = 1 << 20, FRAMES = 9, SKIPPED = 2, OBJECTS = 64 };

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

static struct {
    uintptr_t base, from, to;
    int fails; /* what it asks for; the others tell ways apart */
} object[OBJECTS];
static struct range {
    uintptr_t from, to;
} hdf5;
static const char *libraries;
static int n_objects, log_file = -1;
static _Atomic uint64_t *seen;
static long number, only; /* ways of this process; which fails in it */
static int noting, copy;  /* copy: this process is one, its allocation has failed */
static char mine[1024];   /* files that the copy opens itself may be written */

/* Widens `range` by the functions of a tool's own table of symbols that are HDF5's. */
static void find_hdf5(const char *exe, uintptr_t base, struct range *range)
{
    const ElfW(Ehdr) *head = (const void *)exe;
    const ElfW(Shdr) *part = (const void *)(exe + head->e_shoff);
    for (int i = 0; i < head->e_shnum; i++) {
        const ElfW(Sym) *symbol = (const void *)(exe + part[i].sh_offset), *end;
        const char *names = exe + part[part[i].sh_link].sh_offset;
        if (part[i].sh_type != SHT_SYMTAB)
            continue;
        for (end = symbol + part[i].sh_size / sizeof *symbol; symbol < end; symbol++) {
            const char *name = names + symbol->st_name;
            uintptr_t at = base + symbol->st_value;
            if (ELF64_ST_TYPE(symbol->st_info) != STT_FUNC || strpbrk(name, ".$") ||
                symbol->st_shndx == SHN_UNDEF || strncmp(name, "H5", 2) != 0)
                continue;
            if (range->to == 0 || at < range->from)
                range->from = at;
            if (at + symbol->st_size > range->to)
                range->to = at + symbol->st_size;
        }
    }
}

static void add_object(uintptr_t base, uintptr_t from, uintptr_t to, int own,
                       const char *name)
{
    if (from >= to || n_objects == OBJECTS || (!own && !libraries))
        return;
    object[n_objects].fails = !libraries || (!own && strstr(name, libraries));
    object[n_objects].base = base;
    object[n_objects].from = from;
    object[n_objects++].to = to;
}

/* A tool that was linked with the archive of libhdf5 has it, and the archives of other
 * libraries, behind all that is ours. */
static int note_object(struct dl_phdr_info *info, size_t size, void *exe)
{
    (void)size;
    const char *name = info->dlpi_name;
    int own = *name == '\0' || strstr(name, "libhinge") != NULL;
    struct range archive = {0, 0};
    if (*name == '\0' && exe != MAP_FAILED)
        find_hdf5(exe, info->dlpi_addr, &archive);
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        uintptr_t from = info->dlpi_addr + part->p_vaddr, to = from + part->p_memsz;
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X) ||
            strstr(name, "allocfault") != NULL)
            continue;
        if (strstr(name, "libhdf5") != NULL)
            hdf5 = (struct range){from, to};
        if (archive.from > from && archive.to <= to) {
            hdf5 = archive;
            add_object(info->dlpi_addr, from, archive.from, 1, name);
            add_object(info->dlpi_addr, archive.from, to, 0, "/libhdf5.a");
        } else {
            add_object(info->dlpi_addr, from, to, own, name);
        }
        break;
    }
    return 0;
}

__attribute__((constructor)) static void begin(void)
{
    const char *ways = getenv("ALLOCFAULT_SEEN"), *log = getenv("ALLOCFAULT_LOG");
    void *frame[2];
    if (!ways || !log || strncmp(program_invocation_short_name, "hinge-", 6) != 0)
        return;
    backtrace(frame, 2); /* allocates, once */
    libraries = getenv("ALLOCFAULT_LIBRARIES");
    int file = REAL(open)("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    struct stat info;
    size_t size = fstat(file, &info) == 0 ? (size_t)info.st_size : 0;
    void *exe = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
    dl_iterate_phdr(note_object, exe);
    munmap(exe, size);
    REAL(close)(file);
    file = REAL(open)(ways, O_RDWR | O_CLOEXEC);
    if (file >= 0)
        seen = mmap(NULL, WAYS * sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED, file,
                    0);
    REAL(close)(file);
    log_file = REAL(open)(log, O_WRONLY | O_APPEND | O_CLOEXEC);
    only = getenv("ALLOCFAULT_ONLY") ? strtol(getenv("ALLOCFAULT_ONLY"), NULL, 10) : 0;
    noting = seen != NULL && seen != MAP_FAILED && log_file >= 0;
}

/* How many ways there were, where none was to fail. */
__attribute__((destructor)) static void count(void)
{
    if (noting && only < 0)
        dprintf(log_file, "ways\t%ld\n", number);
}

/* -1: of no object that counts. */
static int object_of(uintptr_t at)
{
    for (int i = 0; i < n_objects; i++)
        if (at >= object[i].from && at < object[i].to)
            return i;
    return -1;
}

/* Offset in the object and which, 0 for none. */
static uint64_t place(uintptr_t at)
{
    int i = object_of(at);
    return i < 0 ? 0 : (uint64_t)(at - object[i].base) << 6 | (uint64_t)i | 1ull << 40;
}

static char way_text[FRAMES * 12]; /* for the log: offsets, for addr2line */

static int is_new(void)
{
    void *frame[FRAMES];
    int n = backtrace(frame, FRAMES), used = 0;
    uint64_t way = 14695981039346656037u; /* FNV-1a */
    for (const char *p = program_invocation_short_name;
         (libraries || n_objects == 1) && *p; p++)
        way = (way ^ (unsigned char)*p) * 1099511628211u;
    *way_text = '\0';
    for (int i = SKIPPED; i < n; i++) {
        used += snprintf(way_text + used, sizeof way_text - (size_t)used, " %llx",
                         (unsigned long long)(place((uintptr_t)frame[i]) >> 6 &
                                              0x7fffffff));
        way = (way ^ place((uintptr_t)frame[i])) * 1099511628211u;
    }
    for (size_t at = way % WAYS;; at = (at + 1) % WAYS) {
        uint64_t there = 0;
        if (atomic_compare_exchange_strong(&seen[at], &there, way))
            return 1;
        if (there == way)
            return 0;
    }
}

static int is_inside(void)
{
    void *frame[64];
    int n = backtrace(frame, 64);
    for (int i = 0; i < n; i++)
        if ((uintptr_t)frame[i] >= hdf5.from && (uintptr_t)frame[i] < hdf5.to)
            return 1;
    return 0;
}

static void report(int status, int said)
{
    char text[400], line[800], *last = text;
    ssize_t n = pread(said, text, sizeof text - 1, 0);
    text[n > 0 ? n : 0] = '\0';
    for (char *p = text; *p; p++) {
        if (*p == '\n' && p[1])
            last = p + 1;
    }
    last[strcspn(last, "\n")] = '\0';
    int length = snprintf(line, sizeof line, "%s %d\t%s\t%.400s\t%ld\t%s\n",
                          WIFSIGNALED(status) ? "signal" : "exit",
                          WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status),
                          program_invocation_short_name, last, number, way_text);
    if (write(log_file, line, (size_t)length) != length)
        abort();
}

/* 1 in the copy. */
static int fork_copy(void)
{
    if (is_inside())
        return dprintf(log_file, "inside\t%s\t-\t%ld\t%s\n",
                       program_invocation_short_name, number, way_text) < 0;
    int said = memfd_create("said", MFD_CLOEXEC), status = 0, before = errno;
    off_t at[64];
    for (int i = 0; i < 64; i++)
        at[i] = lseek(i, 0, SEEK_CUR);
    pid_t child = fork();
    if (child == 0) {
        noting = 0;
        copy = 1;
        int null = REAL(open)("/dev/null", O_WRONLY);
        dup2(null, 1);
        dup2(said, 2);
        REAL(close)(null);
        for (int i = 0; i < (int)sizeof mine; i++)
            mine[i] = i < 3 || fcntl(i, F_GETFD) < 0;
        alarm(30);
        return 1;
    }
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    for (int i = 0; i < 64; i++)
        if (at[i] >= 0)
            lseek(i, at[i], SEEK_SET);
    if (child > 0)
        report(status, said);
    REAL(close)(said);
    errno = before;
    return 0;
}

static int one_thread(void)
{
    char text[32];
    struct stat info;
    snprintf(text, sizeof text, "/proc/self/task");
    return REAL(stat)(text, &info) == 0 && info.st_nlink == 3;
}

static int fails(void *caller)
{
    static _Thread_local int busy;
    int from = noting && !busy ? object_of((uintptr_t)caller) : -1;
    if (from < 0 || !object[from].fails || gettid() != getpid())
        return 0;
    busy = 1;
    int failing =
        one_thread() && is_new() && (number++, only ? number == only : fork_copy());
    busy = 0;
    if (failing)
        errno = ENOMEM;
    return failing;
}

void *malloc(size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}
void *calloc(size_t count, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}
void *realloc(void *block, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_realloc(block, size);
}
char *strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *made = fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
    return made ? memcpy(made, text, size) : NULL;
}

/* --- what a copy would do to files --- */

static int is_mine(int file)
{
    return !copy || (file >= 0 && file < (int)sizeof mine && mine[file]);
}

ssize_t write(int file, const void *from, size_t n)
{
    return is_mine(file) ? REAL(write)(file, from, n) : (ssize_t)n;
}
ssize_t pwrite(int file, const void *from, size_t n, off_t at)
{
    return is_mine(file) ? REAL(pwrite)(file, from, n, at) : (ssize_t)n;
}
ssize_t pwrite64(int file, const void *from, size_t n, off64_t at)
{
    return is_mine(file) ? REAL(pwrite64)(file, from, n, at) : (ssize_t)n;
}
int ftruncate(int file, off_t size)
{
    return is_mine(file) ? REAL(ftruncate)(file, size) : 0;
}
int ftruncate64(int file, off64_t size)
{
    return is_mine(file) ? REAL(ftruncate64)(file, size) : 0;
}
int truncate(const char *path, off_t size)
{
    return copy ? 0 : REAL(truncate)(path, size);
}
int truncate64(const char *path, off64_t size)
{
    return copy ? 0 : REAL(truncate64)(path, size);
}
int flock(int file, int how)
{
    return is_mine(file) ? REAL(flock)(file, how) : 0;
}
int fchmod(int file, mode_t mode)
{
    return is_mine(file) ? REAL(fchmod)(file, mode) : 0;
}
int fsync(int file)
{
    return is_mine(file) ? REAL(fsync)(file) : 0;
}
int unlink(const char *path)
{
    return copy ? 0 : REAL(unlink)(path);
}
int rename(const char *from, const char *to)
{
    return copy ? 0 : REAL(rename)(from, to);
}
int mkdir(const char *path, mode_t mode)
{
    struct stat info;
    if (copy && stat(path, &info) == 0) {
        errno = EEXIST;
        return -1;
    }
    return copy ? 0 : REAL(mkdir)(path, mode);
}
int rmdir(const char *path)
{
    return copy ? 0 : REAL(rmdir)(path);
}

static int opened(int file)
{
    if (copy && file >= 0 && file < (int)sizeof mine)
        mine[file] = 1;
    return file;
}

static int open_as(__typeof__(&open) real, const char *path, int flags, mode_t mode)
{
    int writes = (flags & O_ACCMODE) != O_RDONLY || flags & O_CREAT;
    if (copy && writes && strncmp(path, "/dev/", 5) != 0 &&
        strstr(path, ".profraw") == NULL && strstr(path, ".gcda") == NULL)
        return opened(memfd_create("copy", 0));
    return opened(real(path, flags, mode));
}

OPEN(open)
OPEN(open64)
