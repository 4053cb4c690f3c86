/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A configuration file through inih. Lines are handed to it one by one, so that this
 * file knows the line number, no line is split, cut or continued, and no global of inih
 * is set. */
#include "config/sections.h"

#include <ini.h>

enum { FILE_MAX = 262144 };

struct seen {
    const struct seen *next;
    const char *section, *key;
    unsigned line;
};

struct reading {
    struct hinge_config *config;
    const char *shown; /* the file as the user wrote it */
    const char *next, *end;
    unsigned line;
    char empty[HINGE_CONFIG_NAME_MAX + 1]; /* the section with an id that has no key yet */
    unsigned empty_line;
    struct hinge_arena arena; /* of `seen` */
    const struct seen *seen;
    enum hinge_status status;
    struct hinge_error *error;
};

static const char *where(const struct reading *reading, unsigned line, char text[512])
{
    snprintf(text, 512, "%s:%u", reading->shown, line);
    return text;
}

static void refuse(struct reading *reading, const char *why)
{
    char place[512];
    reading->status =
        hinge_config_usage(reading->error, where(reading, reading->line, place), "%s", why);
}

/* A fault or landmark set of one's own that says nothing is a mistake: its keys are
 * commented out, or stand elsewhere. */
static void check_not_empty(struct reading *reading)
{
    char place[512];
    if (reading->status != HINGE_OK || *reading->empty == '\0')
        return;
    reading->status = hinge_config_usage(
        reading->error, where(reading, reading->empty_line, place),
        "[%s] has no keys: %s; write them below it, or take the line out", reading->empty,
        strncmp(reading->empty, "fault:", 6) == 0
            ? "a fault needs threshold and metric, or signal and statistic"
            : "a landmark set needs a key for each landmark, ours = the file's name");
}

/* "[name]" and nothing after it but a comment; the name is known and fits inih. */
static void check_heading(struct reading *reading, const char *line, size_t length)
{
    char name[HINGE_CONFIG_NAME_MAX + 1], place[512];
    const char *close = memchr(line, ']', length);
    if (close == NULL) {
        refuse(reading, "a section needs its closing ]");
        return;
    }
    const char *after = close + 1;
    while (after < line + length && (*after == ' ' || *after == '\t'))
        after++;
    if (after < line + length && *after != ';' && *after != '#') {
        refuse(reading, "only a comment can follow [section]; write the key on its own line");
        return;
    }
    size_t n = (size_t)(close - line) - 1;
    if (n > HINGE_CONFIG_NAME_MAX) {
        refuse(reading, "the section's name has more than 49 characters");
        return;
    }
    memcpy(name, line + 1, n);
    name[n] = '\0';
    check_not_empty(reading);
    if (reading->status != HINGE_OK)
        return;
    strcpy(reading->empty, strchr(name, ':') != NULL ? name : "");
    reading->empty_line = reading->line;
    reading->status =
        hinge_config_check_section(name, where(reading, reading->line, place), reading->error);
}

/* inih's fgets: one line of the file. */
static char *next_line(char *buffer, int capacity, void *stream)
{
    struct reading *reading = stream;
    const char *line = reading->next, *end = reading->end;
    if (reading->status != HINGE_OK || line >= end)
        return NULL;
    reading->line++;
    size_t length = 0;
    while (line + length < end && line[length] != '\n' && line[length] != '\r')
        length++;
    reading->next = line + length; /* zeros follow the last */
    reading->next += reading->next[0] == '\r' && reading->next[1] == '\n' ? 2 : 1;
    /* a leading blank would continue the line before */
    for (; length > 0 && (*line == ' ' || *line == '\t'); length--)
        line++;
    bool empty = length == 0 || *line == ';' || *line == '#';
    if (memchr(line, '\0', length) != NULL)
        refuse(reading, "a NUL byte, where text is expected; write the file again as plain text");
    else if (!empty && length + 3 > (size_t)capacity)
        refuse(reading, "the line is too long to be read whole; shorten it");
    else if (!empty && *line == '[')
        check_heading(reading, line, length);
    if (reading->status != HINGE_OK)
        return NULL;
    length = empty ? 0 : length;
    memcpy(buffer, line, length);
    memcpy(buffer + length, "\n", 2);
    return buffer;
}

static bool twice(struct reading *reading, const char *section, const char *key)
{
    char place[512];
    for (const struct seen *s = reading->seen; s != NULL; s = s->next) {
        if (strcmp(s->key, key) != 0 || strcmp(s->section, section) != 0)
            continue;
        reading->status =
            hinge_config_usage(reading->error, where(reading, reading->line, place),
                               "\"%s\" is in [%s] twice: line %u has it too; remove one", key,
                               section, s->line);
        return true;
    }
    return false;
}

static int take(void *user, const char *section, const char *key, const char *value)
{
    struct reading *reading = user;
    char place[512];
    if (reading->status != HINGE_OK || twice(reading, section, key))
        return 0;
    *reading->empty = '\0';
    if (*value == ';') /* "key =; comment": inih wants a blank before it */
        value = "";
    /* printed, it has blanks that "key=value" had not */
    if (!hinge_config_fits_line(key, value)) {
        refuse(reading, "the line is too long to be read whole; shorten it");
        return 0;
    }
    reading->status = hinge_config_set_line(reading->config, section, key, value,
                                            where(reading, reading->line, place), reading->shown,
                                            reading->line, reading->error);
    struct seen *seen = hinge_arena_alloc(&reading->arena, 1, sizeof *seen);
    *seen = (struct seen){.next = reading->seen,
                          .section = hinge_arena_strdup(&reading->arena, section),
                          .key = hinge_arena_strdup(&reading->arena, key),
                          .line = reading->line};
    reading->seen = seen;
    return reading->status == HINGE_OK;
}

enum hinge_status hinge_config_load(struct hinge_config *config, const char *path,
                                    struct hinge_error *error)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct hinge_error found = HINGE_ERROR_INIT;
    enum hinge_status status = hinge_file_read(path, path, FILE_MAX, &bytes, &found);
    const char *text = bytes.data;
    if (status == HINGE_OK &&
        (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) {
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NOT_TEXT,
                                 "%s: UTF-16 file; save as UTF-8", path);
    } else if (status == HINGE_OK) {
        struct reading reading = {.config = config,
                                  .shown = path,
                                  .next = hinge_utf8_start(text),
                                  .end = text + bytes.size,
                                  .error = error};
        char place[512];
        int bad_line = ini_parse_stream(next_line, &reading, take, &reading);
        hinge_arena_clear(&reading.arena);
        if (bad_line == 0)
            check_not_empty(&reading);
        status = reading.status;
        if (bad_line > 0 && (status == HINGE_OK || (unsigned)bad_line < reading.line))
            status = hinge_config_usage(error, where(&reading, (unsigned)bad_line, place),
                                        "expected [section] or key = value; correct the line");
        else if (bad_line < 0 && status == HINGE_OK)
            status = hinge_error_set(error, HINGE_NOMEM, HINGE_REASON_OK,
                                     "out of memory reading %s", path);
    } else if (found.reason == HINGE_REASON_EMPTY_FILE) {
        status = HINGE_OK; /* every key is optional */
    } else {
        status = hinge_error_set(error, status, found.reason, "%s", found.message);
    }
    return status;
}
