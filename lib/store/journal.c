/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: records of finished work. Out: the same records, for the run after a killed one.
 */
#include "store/journal.h"

#include "base/file.h"
#include "base/memory.h"
#include "os/file.h"

#include <errno.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char magic[] = "hingekit journal\n";
enum {
    MAGIC = sizeof magic - 1,
    HEADER = MAGIC + HINGE_SHA256_TEXT, /* identity and a line end */
    WAITING = 1 << 20,
    SYNC_S = 10
};

/* In front of every record; the checksum is of what follows it, the record included. */
struct prefix {
    uint32_t checksum, kind;
    uint64_t length;
};

static uint32_t checksum_of(const struct prefix *prefix,
                            const struct hinge_journal_part *part, size_t n)
{
    size_t own = sizeof prefix->checksum;
    uint32_t sum =
        libdeflate_crc32(0, (const char *)prefix + own, sizeof *prefix - own);
    for (size_t i = 0; i < n; i++)
        sum = libdeflate_crc32(sum, part[i].bytes, part[i].length);
    return sum;
}

/* No journal from here on. */
static void give_up(struct hinge_journal *journal)
{
    if (journal->file > 0) {
        hinge_os_unlink(journal->path);
        hinge_os_close(journal->file);
    }
    free(journal->path);
    free(journal->record);
    hinge_text_clear(&journal->waiting);
    *journal = (struct hinge_journal){0};
}

/* "folder/.name.hinge~" is the target's temporary. */
static char *path_of(const char *target)
{
    static const char temporary[] = "hinge~", own[] = "journal~";
    char *path = hinge_output_temporary(target);
    if (path == NULL)
        return NULL;
    size_t stem = strlen(path) - (sizeof temporary - 1);
    char *more = hinge_resize(path, stem + sizeof own, 1);
    if (more == NULL) {
        free(path);
        return NULL;
    }
    memcpy(more + stem, own, sizeof own);
    return more;
}

static bool read_at(int file, void *bytes, size_t length, uint64_t at)
{
    while (length > 0) {
        ptrdiff_t got = hinge_os_read_at(file, bytes, length, at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        bytes = (char *)bytes + got;
        at += (uint64_t)got;
        length -= (size_t)got;
    }
    return true;
}

enum found { NONE, FOREIGN, STALE, OURS };

/* What lies under the journal's name: ours is a regular file of the same user, with one
 * name, that begins as a journal does or is empty; *file is open then. */
static enum found find(struct hinge_journal *journal, int *file)
{
    char header[HEADER];
    struct hinge_os_info info;
    *file = hinge_os_open(journal->path,
                          HINGE_OS_READ | HINGE_OS_WRITE | HINGE_OS_NOT_LINK);
    if (*file < 0)
        return errno == ENOENT ? NONE : FOREIGN;
    enum found found = FOREIGN;
    if (hinge_os_fstat(*file, &info) == 0 && info.kind == HINGE_OS_FILE &&
        info.links == 1 && info.ours && hinge_os_lock(*file) == 0) {
        if (info.size == 0)
            found = STALE;
        else if (read_at(*file, header, MAGIC, 0) && memcmp(header, magic, MAGIC) == 0)
            found = read_at(*file, header, HEADER, 0) && header[HEADER - 1] == '\n' &&
                            memcmp(header + MAGIC, journal->identity,
                                   HINGE_SHA256_TEXT - 1) == 0
                        ? OURS
                        : STALE;
    }
    if (found != OURS)
        hinge_os_close(*file);
    return found;
}

void hinge_journal_open(struct hinge_journal *journal, const char *target,
                        const char *identity, bool fresh)
{
    *journal = (struct hinge_journal){.path = path_of(target)};
    int file;
    if (journal->path == NULL || *identity == '\0') {
        give_up(journal);
        return;
    }
    memcpy(journal->identity, identity, HINGE_SHA256_TEXT);
    enum found found = find(journal, &file);
    if (found == OURS && fresh) {
        hinge_os_close(file);
        found = STALE;
    }
    if (found == FOREIGN || (found == STALE && hinge_os_unlink(journal->path) != 0)) {
        free(journal->path);
        journal->path = NULL;
    } else if (found == OURS) {
        journal->file = file;
        journal->reading = true;
        journal->at = journal->keep = HEADER;
    }
}

/* --- reading --- */

static void end_reading(struct hinge_journal *journal)
{
    journal->reading = false;
    if (hinge_os_cut(journal->file, journal->at) != 0)
        give_up(journal);
}

static bool read_record(struct hinge_journal *journal, struct prefix *prefix)
{
    struct hinge_os_info info;
    if (!read_at(journal->file, prefix, sizeof *prefix, journal->at) ||
        hinge_os_fstat(journal->file, &info) != 0 ||
        prefix->length > (uint64_t)info.size - journal->at - sizeof *prefix)
        return false;
    size_t length = (size_t)prefix->length;
    if (length > journal->room) {
        char *room = hinge_resize(journal->record, length, 1);
        if (room == NULL)
            return false;
        journal->record = room;
        journal->room = length;
    }
    const struct hinge_journal_part all = {journal->record, length};
    return read_at(journal->file, journal->record, length,
                   journal->at + sizeof *prefix) &&
           checksum_of(prefix, &all, 1) == prefix->checksum;
}

bool hinge_journal_next(struct hinge_journal *journal, uint32_t *kind,
                        struct hinge_journal_part *record)
{
    struct prefix prefix;
    if (!journal->reading)
        return false;
    if (!read_record(journal, &prefix)) {
        end_reading(journal);
        return false;
    }
    journal->at += sizeof prefix + prefix.length;
    *kind = prefix.kind;
    *record = (struct hinge_journal_part){journal->record, (size_t)prefix.length};
    return true;
}

void hinge_journal_mark(struct hinge_journal *journal)
{
    journal->keep = journal->at;
}

void hinge_journal_rewind(struct hinge_journal *journal)
{
    if (journal->file <= 0)
        return;
    journal->at = journal->keep;
    end_reading(journal);
    journal->at = HEADER;
    journal->reading = journal->file > 0;
    free(journal->record);
    journal->record = NULL;
    journal->room = 0;
}

/* --- writing --- */

static double now_s(void)
{
    struct timespec now;
    return clock_gettime(CLOCK_MONOTONIC, &now) == 0
               ? (double)now.tv_sec + 1e-9 * (double)now.tv_nsec
               : 0;
}

static bool write_all(struct hinge_journal *journal, const char *bytes, size_t length)
{
    struct hinge_error ignored = HINGE_ERROR_INIT;
    if (hinge_bytes_write(journal->file, "", bytes, length, &ignored) == HINGE_OK)
        return true;
    give_up(journal); /* a full disk: the room is the target's */
    return false;
}

/* The file, with its header. */
static bool make(struct hinge_journal *journal)
{
    char header[HEADER];
    if (journal->file > 0)
        return true;
    memcpy(header, magic, MAGIC);
    memcpy(header + MAGIC, journal->identity, HINGE_SHA256_TEXT - 1);
    header[HEADER - 1] = '\n';
    int file =
        hinge_os_open(journal->path, HINGE_OS_READ | HINGE_OS_WRITE | HINGE_OS_NEW |
                                         HINGE_OS_PRIVATE | HINGE_OS_NOT_LINK);
    if (file <= 0) {
        if (file == 0 && hinge_os_unlink(journal->path) == 0)
            hinge_os_close(
                file); /* whoever closed stdin gets no journal in its place */
        give_up(journal);
        return false;
    }
    (void)hinge_os_lock(file);
    journal->file = file;
    journal->synced_s = now_s();
    return write_all(journal, header, HEADER);
}

static bool flush(struct hinge_journal *journal)
{
    if (journal->waiting.length > 0 &&
        !write_all(journal, journal->waiting.data, journal->waiting.length))
        return false;
    journal->waiting.length = 0;
    return true;
}

void hinge_journal_add(struct hinge_journal *journal, uint32_t kind,
                       const struct hinge_journal_part *part, size_t n)
{
    struct prefix prefix = {.kind = kind};
    if (journal->path == NULL || journal->reading)
        return;
    for (size_t i = 0; i < n; i++)
        prefix.length += part[i].length;
    prefix.checksum = checksum_of(&prefix, part, n);
    struct hinge_text *waiting = &journal->waiting;
    hinge_text_add(waiting, (const char *)&prefix, sizeof prefix);
    if (waiting->length + prefix.length + sizeof prefix < WAITING) { /* and the next */
        for (size_t i = 0; i < n; i++)
            hinge_text_add(waiting, part[i].bytes, part[i].length);
        if (waiting->failed)
            give_up(journal);
        return;
    }
    bool written = !waiting->failed && make(journal) && flush(journal);
    for (size_t i = 0; i < n && written; i++)
        written = write_all(journal, part[i].bytes, part[i].length);
    if (written && now_s() - journal->synced_s > SYNC_S) {
        (void)hinge_os_sync_data(
            journal->file); /* a second copy of what can be made again */
        journal->synced_s = now_s();
    }
    if (!written && journal->path != NULL)
        give_up(journal);
}

void hinge_journal_flush(struct hinge_journal *journal)
{
    if (journal->file > 0 && !journal->reading)
        (void)flush(journal); /* or there is no journal any more */
}

bool hinge_journal_close(struct hinge_journal *journal, bool keep)
{
    bool left = false;
    if (keep && journal->file > 0 && (journal->reading || flush(journal))) {
        hinge_os_close(journal->file);
        journal->file = 0;
        left = true;
    }
    give_up(journal);
    return left;
}
