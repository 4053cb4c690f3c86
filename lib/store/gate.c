/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is before libhdf5 parses it: damaged and hostile ones are turned away by their
 * superblock, files of ours that were given to the wrong tool are told by their first lines. In: a
 * path; out: a refusal that names it, or nothing. */

#include "store/h5.h"

/* A superblock (HDF5 file format specification, II.A), offsets of its fields. Versions
 * 0 and 1, of libraries before 1.8 and what h5py and h5repack write unless told
 * otherwise, have no checksum; version 1 has one number more in front of the addresses.
 */
enum {
    SIGNATURE = 8,
    AT_VERSION = 8,
    NEWEST = 3,
    AT_OFFSET_SIZE = 9, /* versions 2 and 3 */
    AT_CONSISTENCY = 11,
    AT_BASE = 12,
    AT_EXTENSION = 20,
    AT_END = 28,
    AT_ROOT = 36,
    AT_CHECKSUM = 44,
    SUPERBLOCK = 48,
    OLD_AT_OFFSET_SIZE = 13, /* version 0; 1 has the addresses OLD_1_MORE behind */
    OLD_AT_BASE = 24,
    OLD_AT_END = 40,
    OLD_AT_DRIVER = 48,
    OLD_AT_ROOT = 64,
    OLD_SUPERBLOCK = 96,
    OLD_1_MORE = 4,
    START = OLD_SUPERBLOCK + OLD_1_MORE,
    USER_BLOCK = 512 /* the smallest; each is twice as long as the one before */
};

/* What every version says. */
struct superblock {
    size_t length;
    unsigned offset_size, length_size;
    uint64_t base, extension, end, root;
};

static uint32_t rotate(uint32_t x, unsigned k)
{
    return x << k | x >> (32 - k);
}

/* Bob Jenkins' lookup3 (public domain) with an initial value of 0, byte by byte. Each step has the
 * three sums in other roles. */
static uint32_t lookup3(const unsigned char *key, size_t length)
{
    static const unsigned mix[] = {4, 6, 8, 16, 19, 4}, last[] = {14, 11, 25, 16, 4, 14, 24};
    uint32_t sum[3];
    for (size_t i = 0; i < 3; i++)
        sum[i] = 0xdeadbeef + (uint32_t)length;
    for (size_t at = 0; at < length; at++) {
        if (at > 0 && at % 12 == 0)
            for (size_t k = 0; k < 6; k++) {
                uint32_t *a = &sum[k % 3], *b = &sum[(k + 1) % 3], *c = &sum[(k + 2) % 3];
                *a = (*a - *c) ^ rotate(*c, mix[k]);
                *c += *b;
            }
        sum[at % 12 / 4] += (uint32_t)key[at] << 8 * (at % 4);
    }
    for (size_t k = 0; k < 7; k++) {
        uint32_t *c = &sum[(k + 2) % 3], b = sum[(k + 1) % 3];
        *c = (*c ^ b) - rotate(b, last[k]);
    }
    return sum[2];
}

static uint64_t number(const unsigned char *at, unsigned bytes)
{
    uint64_t value = 0;
    for (unsigned i = 0; i < bytes; i++)
        value |= (uint64_t)at[i] << 8 * i;
    return value;
}

static enum hinge_status refuse(struct hinge_error *error, enum hinge_reason reason,
                                const char *shown, const char *why)
{
    return hinge_error_set(error, HINGE_INPUT, reason, "%s: %s", shown, why);
}

static struct superblock read_superblock(const unsigned char *block)
{
    unsigned version = block[AT_VERSION];
    const unsigned char *old = block + (version == 1 ? OLD_1_MORE : 0);
    if (version < 2)
        return (struct superblock){.length = OLD_SUPERBLOCK + (size_t)(old - block),
                                   .offset_size = block[OLD_AT_OFFSET_SIZE],
                                   .length_size = block[OLD_AT_OFFSET_SIZE + 1],
                                   .base = number(old + OLD_AT_BASE, 8),
                                   .extension = number(old + OLD_AT_DRIVER, 8),
                                   .end = number(old + OLD_AT_END, 8),
                                   .root = number(old + OLD_AT_ROOT, 8)};
    return (struct superblock){.length = SUPERBLOCK,
                               .offset_size = block[AT_OFFSET_SIZE],
                               .length_size = block[AT_OFFSET_SIZE + 1],
                               .base = number(block + AT_BASE, 8),
                               .extension = number(block + AT_EXTENSION, 8),
                               .end = number(block + AT_END, 8),
                               .root = number(block + AT_ROOT, 8)};
}

/* `block` are the `got` bytes from `start`, where the signature was found. Addresses
 * count from there, the end from the start of the file. */
static enum hinge_status check_superblock(const unsigned char *block, size_t got, uint64_t start,
                                          uint64_t size, const char *shown,
                                          struct hinge_error *error)
{
    bool old = got > AT_VERSION && block[AT_VERSION] < 2;
    size_t needed = SUPERBLOCK;
    if (old)
        needed = block[AT_VERSION] == 1 ? START : OLD_SUPERBLOCK;
    if (got < needed)
        return refuse(error, HINGE_REASON_DAMAGED, shown,
                      "damaged: cut short; make or copy it again");
    if (block[AT_VERSION] > NEWEST)
        return refuse(error, HINGE_REASON_UNKNOWN_FORMAT, shown,
                      "an HDF5 file of a later kind (its superblock is of a version "
                      "after 3), so neither a study nor a results file");
    if (!old && lookup3(block, AT_CHECKSUM) != (uint32_t)number(block + AT_CHECKSUM, 4))
        return refuse(error, HINGE_REASON_DAMAGED, shown,
                      "damaged: its first 48 bytes do not fit their checksum; make it again");
    if (!old && block[AT_CONSISTENCY] != 0)
        return refuse(error, HINGE_REASON_DAMAGED, shown,
                      "damaged: it was not closed by the program that wrote it; make it again");
    struct superblock is = read_superblock(block);
    /* the address of a driver's block in old ones: of files in several pieces */
    bool extended = is.extension != UINT64_MAX;
    if (is.offset_size != 8 || is.length_size != 8 || is.base != start || is.root < is.length ||
        is.root >= is.end ||
        (extended && (old || is.extension < is.length || is.extension >= is.end)))
        return refuse(error, HINGE_REASON_DAMAGED, shown,
                      "refused: an HDF5 header as hingekit does not write it; make it again");
    if (is.end != size)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                               "%s: damaged: it has %llu bytes, its header expects "
                               "%llu; make or copy it again",
                               shown, (unsigned long long)size, (unsigned long long)is.end);
    return HINGE_OK;
}

/* How many of the bytes from `at` there are, up to START; -1 (errno) when they cannot
 * be read. */
static ptrdiff_t read_start(int file, uint64_t at, unsigned char *block)
{
    size_t got = 0;
    while (got < START) {
        ptrdiff_t n = hinge_os_read_at(file, block + got, START - got, at + got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        got += (size_t)n;
    }
    return (ptrdiff_t)got;
}

/* Where the signature is, at the start or behind a user block as MATLAB puts one, with
 * *got bytes of what is there; `size` where there is none. -1 (errno) in *got when the
 * file cannot be read. */
static uint64_t find_signature(int file, uint64_t size, unsigned char *block, ptrdiff_t *got)
{
    static const char signature[] = "\211HDF\r\n\032\n";
    for (uint64_t at = 0; at < size; at = at == 0 ? USER_BLOCK : 2 * at) {
        *got = read_start(file, at, block);
        if (*got < 0 || (*got >= SIGNATURE && memcmp(block, signature, SIGNATURE) == 0))
            return at;
    }
    return size;
}

bool hinge_store_is_hdf5(const char *path)
{
    unsigned char block[START];
    struct hinge_os_info info;
    ptrdiff_t got = -1;
    int file = hinge_os_open(path, HINGE_OS_READ);
    if (file < 0)
        return false;
    uint64_t size = hinge_os_fstat(file, &info) == 0 && info.kind == HINGE_OS_FILE && info.size > 0
                        ? (uint64_t)info.size
                        : 0;
    bool found = find_signature(file, size, block, &got) < size && got >= 0;
    hinge_os_close(file);
    return found;
}

enum hinge_status hinge_gate_check(const char *path, const char *shown, struct hinge_os_info *seen,
                                   struct hinge_error *error)
{
    unsigned char block[START];
    struct hinge_os_info info;
    int file = hinge_os_open(path, HINGE_OS_READ);
    if (file < 0)
        return hinge_file_unreadable(shown, errno, error);
    enum hinge_status status = HINGE_OK;
    ptrdiff_t got = 0;
    bool known = hinge_os_fstat(file, &info) == 0;
    if (known && info.kind == HINGE_OS_FILE && info.size > 0) {
        const uint64_t size = (uint64_t)info.size, at = find_signature(file, size, block, &got);
        if (got >= 0 && at < size)
            status = check_superblock(block, (size_t)got, at, size, shown, error);
        else if (got >= 0)
            status = refuse(error, HINGE_REASON_UNKNOWN_FORMAT, shown,
                            "not an HDF5 file; give a study file (hinge-ingest makes it) or a "
                            "results file (hinge-analyze)");
    }
    if (!known || got < 0)
        status = hinge_file_unreadable(shown, errno, error);
    else if (info.kind != HINGE_OS_FILE)
        status = refuse(error, HINGE_REASON_UNREADABLE, shown,
                        info.kind == HINGE_OS_FOLDER ? "a folder; name a file in it"
                                                     : "not a regular file; name a file");
    else if (info.size == 0)
        status = refuse(error, HINGE_REASON_EMPTY_FILE, shown, "empty file; make or copy it again");
    if (status == HINGE_OK && seen != NULL)
        *seen = info;
    hinge_os_close(file);
    return status;
}

/* --- files of ours given to the wrong tool --- */

enum { LOOKED_AT = 4096 };

/* A table whose header names a column "file". */
static bool is_trial_list(const char *text)
{
    static const char between[] = ",;\t\" \r\357\273\277";
    const char *end = text + strcspn(text, "\n");
    for (const char *at = text; at < end;) {
        at += strspn(at, between);
        size_t n = strcspn(at, ",;\t\" \r\n\357\273\277");
        if (n == 4 && strncmp(at, "file", n) == 0)
            return true;
        at += n > 0 ? n : 1;
    }
    return false;
}

/* "[run]" at the begin of a line, comments and keys around it. */
static bool is_config(const char *text)
{
    static const char *const sections[] = {"[run]",     "[ingest]", "[prepare]",
                                           "[metrics]", "[faults]", "[report]",
                                           "[compare]", "[reps]",   "[standing]"};
    for (const char *line = text; *line != '\0';) {
        for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
            if (strncmp(line, sections[i], strlen(sections[i])) == 0)
                return true;
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    return false;
}

enum hinge_other_file hinge_other_file(const char *path)
{
    char text[LOOKED_AT + 1];
    FILE *file = hinge_file_stream(path);
    size_t n = file != NULL ? fread(text, 1, LOOKED_AT, file) : 0;
    if (file != NULL)
        fclose(file);
    text[n] = '\0';
    bool json = text[strspn(text, " \r\n")] == '{';
    if (json && strstr(text, "\"analysis\"") != NULL)
        return HINGE_OTHER_COMPARISON;
    if (is_config(text))
        return HINGE_OTHER_CONFIG;
    return is_trial_list(text) ? HINGE_OTHER_LIST : HINGE_OTHER_UNKNOWN;
}

enum hinge_status hinge_other_file_refuse(const char *path, const char *shown, const char *schema,
                                          struct hinge_error *error)
{
    enum hinge_other_file kind = hinge_other_file(path);
    if (kind == HINGE_OTHER_COMPARISON)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                               "%s: this is a result of hinge-compare; a %s file is "
                               "expected. hinge-compare prints it again; hinge-table "
                               "cues and groups take those two",
                               shown, schema);
    if (kind == HINGE_OTHER_CONFIG) {
        hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                        "%s: this is a config; a %s file is expected. All steps, from recordings "
                        "to a report:",
                        shown, schema);
        return hinge_error_command(error, "hinge-run *", &shown);
    }
    return hinge_store_make_first(
        shown, kind == HINGE_OTHER_LIST ? "this is a trial list" : "not an HDF5 file", schema,
        error);
}

enum hinge_status hinge_store_make_first(const char *path, const char *is, const char *schema,
                                         struct hinge_error *error)
{
    hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                    "%s: %s; a %s file is expected. Make one first:", path, is, schema);
    hinge_error_command(error, "hinge-ingest * -o study.h5", &path);
    if (strcmp(schema, "results") == 0)
        hinge_error_command(error, "hinge-analyze study.h5 -o results.h5", NULL);
    return HINGE_INPUT;
}
