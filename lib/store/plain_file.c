/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of a file, a page at a time, and blocks with checksums. */
#include "base/memory.h"
#include "store/lookup3.h"
#include "store/plain.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PAGE = 16384, PAGES = 64, BLOCK_MOST = 16 << 20, AGAIN = 8, AT_ROOT = 36 };

struct hinge_plain_page {
    uint64_t number[PAGES]; /* counted from 1; 0: nothing yet */
    unsigned char bytes[PAGES][PAGE];
};

enum hinge_plain hinge_plain_open(struct hinge_plain_file *file, const char *path,
                                  uint64_t size, uint64_t *root)
{
    unsigned char address[8];
    *file = (struct hinge_plain_file){.file = -1, .size = size};
    file->left = size < UINT64_MAX / AGAIN ? AGAIN * size : 0;
    file->page = hinge_alloc(1, sizeof *file->page);
    if (file->page == NULL)
        return HINGE_PLAIN_NOMEM;
    file->file = open(path, O_RDONLY | O_CLOEXEC);
    if (file->file < 0)
        return HINGE_PLAIN_UNSURE;
    enum hinge_plain state = hinge_plain_read(file, AT_ROOT, sizeof address, address);
    *root = state == HINGE_PLAIN_OK ? hinge_little_endian(address, 8) : 0;
    return state;
}

void hinge_plain_close(struct hinge_plain_file *file)
{
    if (file->file >= 0)
        close(file->file);
    free(file->page);
    *file = (struct hinge_plain_file){.file = -1};
}

static bool read_bytes(int file, uint64_t at, size_t bytes, unsigned char *out)
{
    while (bytes > 0) {
        ssize_t got = pread(file, out, bytes, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        out += got;
        at += (uint64_t)got;
        bytes -= (size_t)got;
    }
    return true;
}

/* The page that byte `at` is on; NULL when it cannot be read. */
static const unsigned char *page_of(struct hinge_plain_file *file, uint64_t at)
{
    uint64_t number = at / PAGE, from = number * PAGE;
    size_t slot = (size_t)(number % PAGES);
    unsigned char *bytes = file->page->bytes[slot];
    if (file->page->number[slot] == number + 1)
        return bytes;
    file->page->number[slot] = 0;
    uint64_t there = file->size - from < PAGE ? file->size - from : PAGE;
    if (!read_bytes(file->file, from, (size_t)there, bytes))
        return NULL;
    file->page->number[slot] = number + 1;
    return bytes;
}

enum hinge_plain hinge_plain_read(struct hinge_plain_file *file, uint64_t at,
                                  size_t bytes, unsigned char *out)
{
    if (at > file->size || bytes > file->size - at || bytes > file->left)
        return HINGE_PLAIN_UNSURE;
    file->left -= bytes;
    if (bytes > PAGE)
        return read_bytes(file->file, at, bytes, out) ? HINGE_PLAIN_OK
                                                      : HINGE_PLAIN_UNSURE;
    while (bytes > 0) {
        const unsigned char *page = page_of(file, at);
        size_t from = (size_t)(at % PAGE),
               n = PAGE - from < bytes ? PAGE - from : bytes;
        if (page == NULL)
            return HINGE_PLAIN_UNSURE;
        memcpy(out, page + from, n);
        out += n;
        at += n;
        bytes -= n;
    }
    return HINGE_PLAIN_OK;
}

enum hinge_plain hinge_plain_block(struct hinge_plain_file *file, uint64_t at,
                                   size_t bytes, const char *signature,
                                   unsigned char **block)
{
    *block = NULL;
    if (bytes < 9 || bytes > BLOCK_MOST || at > file->size || bytes > file->size - at)
        return HINGE_PLAIN_UNSURE;
    unsigned char *read = hinge_resize(NULL, bytes, 1);
    if (read == NULL)
        return HINGE_PLAIN_NOMEM;
    enum hinge_plain state = hinge_plain_read(file, at, bytes, read);
    if (state == HINGE_PLAIN_OK &&
        (memcmp(read, signature, 4) != 0 ||
         hinge_lookup3(read, bytes - 4) != hinge_little_endian(read + bytes - 4, 4)))
        state = HINGE_PLAIN_UNSURE;
    if (state == HINGE_PLAIN_OK)
        *block = read;
    else
        free(read);
    return state;
}
