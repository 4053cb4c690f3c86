/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding a writer by name; saving what was written. */
#include <hinge/report.h>

#include "base/file.h"
#include "report/writers/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WRITERS_SHOWN = 32 };

static const struct hinge_writer *writer_at(size_t i)
{
    size_t n;
    const struct hinge_writer *const *list = hinge_writer_list(&n);
    return i < n ? list[i] : NULL;
}

const char *hinge_writer_id(size_t i)
{
    const struct hinge_writer *writer = writer_at(i);
    return writer != NULL ? writer->id : NULL;
}

const char *hinge_writer_title(size_t i)
{
    const struct hinge_writer *writer = writer_at(i);
    return writer != NULL ? writer->title : NULL;
}

static enum hinge_status unknown_writer(const char *id, struct hinge_error *error)
{
    const char *names[WRITERS_SHOWN];
    struct hinge_text list = {0};
    size_t n = 0;
    for (; n < WRITERS_SHOWN && (names[n] = hinge_writer_id(n)) != NULL; n++)
        hinge_text_printf(&list, "%s%s", n ? ", " : "", names[n]);
    const char *nearest = hinge_suggest(id, names, n);
    hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                    "no table format \"%s\" (there are %s)%s%s%s", id,
                    hinge_text_string(&list), nearest != NULL ? "; did you mean " : "",
                    nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
    hinge_text_clear(&list);
    return HINGE_USAGE;
}

enum hinge_status hinge_table_format(const struct hinge_table *table,
                                     const char *writer,
                                     const struct hinge_writer_options *options,
                                     char **text, size_t *length,
                                     struct hinge_error *error)
{
    static const struct hinge_writer_options plain = {0};
    const struct hinge_writer *chosen = writer_at(0);
    struct hinge_text out = {0};
    *text = NULL;
    for (size_t i = 0; chosen != NULL && strcmp(chosen->id, writer) != 0;)
        chosen = writer_at(++i);
    if (chosen == NULL)
        return unknown_writer(writer, error);
    enum hinge_status status =
        chosen->write(table, options != NULL ? options : &plain, &out, error);
    hinge_text_add(&out, "", 0); /* an empty table is still a string */
    if (status == HINGE_OK && out.failed)
        status =
            hinge_error_set(error, HINGE_NOMEM, HINGE_REASON_OK,
                            "out of memory writing a table of %zu rows", table->rows);
    if (status != HINGE_OK) {
        hinge_text_clear(&out);
        return status;
    }
    *text = out.data;
    if (length != NULL)
        *length = out.length;
    return HINGE_OK;
}

static enum hinge_status write_bytes(int file, const char *path, const char *bytes,
                                     size_t length, struct hinge_error *error)
{
    while (length > 0) {
        ssize_t done = write(file, bytes, length);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                                   "%s: cannot write: %s", path, strerror(errno));
        bytes += done;
        length -= (size_t)done;
    }
    return HINGE_OK;
}

/* /dev/stdout, a named pipe, /dev/null: nothing to rename onto. */
static enum hinge_status save_into(const char *path, const char *bytes, size_t length,
                                   struct hinge_error *error)
{
    int file = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                               "%s: cannot open: %s", path, strerror(errno));
    enum hinge_status status = write_bytes(file, path, bytes, length, error);
    if (close(file) != 0 && status == HINGE_OK)
        status = hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                                 "%s: cannot write: %s", path, strerror(errno));
    return status;
}

enum hinge_status hinge_file_save(const char *path, const char *bytes, size_t length,
                                  struct hinge_error *error)
{
    struct stat info;
    struct hinge_output output;
    if (stat(path, &info) == 0 && (S_ISCHR(info.st_mode) || S_ISFIFO(info.st_mode)))
        return save_into(path, bytes, length, error);
    enum hinge_status status = hinge_output_open(&output, path, error);
    if (status != HINGE_OK)
        return status;
    status = write_bytes(output.lock, path, bytes, length, error);
    if (status == HINGE_OK)
        return hinge_output_publish(&output, error);
    hinge_output_discard(&output);
    return status;
}
