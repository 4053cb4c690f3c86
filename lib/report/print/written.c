/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table in a format: taken apart into pieces where it is long, written, ended. */

#include "report/print/published.h"
#include "report/print/quantity.h"
#include "report/query.h"
#include "report/tables/view.h"
#include "report/writers/writer.h"

#include <hinge/requests.h>

/* --- A table of results as text, block by block. --- */

struct long_table {
    const char *writer;
    const struct hinge_writer_options *options;
    hinge_take_text *take;
    void *context;
    struct hinge_text text; /* of a block */
    size_t rows;            /* handed over */
    bool failed;            /* in that */
};

static enum hinge_status give(struct long_table *to, const struct hinge_table *block, size_t before,
                              bool last, struct hinge_error *error)
{
    to->text.length = 0;
    enum hinge_status status =
        hinge_writer_add_block(to->writer, block, before, last, to->options, &to->text, error);
    if (status == HINGE_OK)
        status = to->take(to->context, hinge_text_string(&to->text), to->text.length, error);
    to->rows = before + block->rows;
    to->failed = status != HINGE_OK;
    return status;
}

static enum hinge_status take_rows(void *context, const struct hinge_table *block, size_t before,
                                   struct hinge_error *error)
{
    return give(context, block, before, false, error);
}

enum hinge_status hinge_results_write(const struct hinge_table_request *request, const char *writer,
                                      const struct hinge_writer_options *options,
                                      hinge_take_text *take, void *context,
                                      struct hinge_written *written, struct hinge_error *error)
{
    struct hinge_writer_options how;
    struct long_table to = {.writer = writer, .options = &how, .take = take, .context = context};
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    struct hinge_table_request copy;
    enum hinge_status status = hinge_tab_request(request, &copy, error);
    if (status == HINGE_OK)
        status = hinge_writer_options_take(&how, options, error);
    if (status == HINGE_OK)
        hinge_tab_columns_of(&copy);
    copy.take = take_rows;
    copy.take_context = &to;
    if (status == HINGE_OK)
        status = hinge_view_table(&copy, &table, NULL, error);
    bool tabulated = status == HINGE_OK || to.failed;
    if (status == HINGE_OK)
        status = give(&to, &table, to.rows, true, error);
    if (written != NULL)
        *written = (struct hinge_written){tabulated, to.rows};
    hinge_text_clear(&to.text);
    return status;
}

/* --- Finding a writer by name; saving what was written. --- */

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

bool hinge_writer_for_programs(const char *id)
{
    const struct hinge_writer *writer = hinge_writer_find(id);
    return writer != NULL && writer->for_programs;
}

bool hinge_writer_in_words(const char *id)
{
    const struct hinge_writer *writer = hinge_writer_find(id);
    return writer != NULL && writer->in_words;
}

static const char *kind_at(size_t i, const char **takes)
{
    const struct hinge_writer *writer = writer_at(i);
    *takes = writer != NULL ? writer->takes : "";
    return writer != NULL ? writer->id : NULL;
}

enum hinge_status hinge_writer_takes(const char *id, const char *option, struct hinge_error *error)
{
    return hinge_taken_check(kind_at, "format", id, option, option, error);
}

static const char *extension_of(const char *id)
{
    const struct hinge_writer *writer = hinge_writer_find(id);
    return writer != NULL && writer->extension != NULL ? writer->extension : id;
}

enum hinge_status hinge_writer_choose(const char *path, const char *given, const char *standard,
                                      const char **writer, struct hinge_error *error)
{
    const char *name = path != NULL ? hinge_file_name(path) : "", *owner = NULL;
    const char *dot = strrchr(name, '.'), *id;
    const char *extension = dot != NULL && dot != name ? dot + 1 : "";
    cleared_by(hinge_text_clear) struct hinge_text list = {0};
    for (size_t i = 0; (id = hinge_writer_id(i)) != NULL; i++) {
        hinge_text_printf(&list, "%s.%s", i ? " " : "", extension_of(id));
        if (hinge_same_name(extension, extension_of(id)))
            owner = id;
    }
    *writer = given != NULL ? given : owner != NULL ? owner : standard;
    enum hinge_status status =
        hinge_writer_find(*writer) != NULL ? hinge_writer_built(*writer, error) : HINGE_OK;
    /* formats people expect and nothing here writes as text */
    static const char foreign[] = "xlsx|xls|ods|docx|doc|odt|pdf|sav|html|svg|png|h5|rds|mat|omv";
    if (status != HINGE_OK || *extension == '\0' || strcmp(name, "-") == 0)
        ; /* of a name that says nothing */
    else if (owner == NULL &&
             (given == NULL || hinge_any_word(foreign, extension, hinge_same_name)))
        status =
            hinge_usage(error,
                        "%s: no table is written as .%s (there are %s); give one of these or, for "
                        "another name, --format",
                        path, extension, hinge_text_string(&list));
    else if (given != NULL && owner != NULL && strcmp(owner, given) != 0 &&
             strcmp(owner, "text") != 0)
        status = hinge_usage(error,
                             "%s is a name for %s, and --format %s was given; "
                             "change one of them",
                             path, owner, given);
    return status;
}

enum hinge_status hinge_writer_built(const char *id, struct hinge_error *error)
{
    const struct hinge_writer *writer = hinge_writer_find(id);
    if (writer != NULL && writer->lacks != NULL)
        return hinge_usage(error,
                           "this build writes no %s: %s was missing when it was made; "
                           "install it and build again, or use --format csv",
                           id, writer->lacks);
    if (writer != NULL)
        return HINGE_OK;
    const char *names[HINGE_IDS_MOST];
    cleared_by(hinge_text_clear) struct hinge_text list = {0};
    const size_t n = hinge_writer_ids(names);
    hinge_text_join(&list, names, n, ", ");
    const char *nearest = hinge_suggest(id, names, n);
    return hinge_usage(error, "no table format \"%s\" (there are %s)%s%s%s", id,
                       hinge_text_string(&list), nearest != NULL ? "; did you mean " : "",
                       nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
}

void hinge_writer_add_words(const struct hinge_writer *writer, struct hinge_text *out,
                            const char *words)
{
    cleared_by(hinge_text_clear) struct hinge_text clean = {0};
    hinge_text_shown_lines(&clean, words, "\n");
    if (writer->say != NULL)
        writer->say(out, hinge_text_string(&clean));
    else
        hinge_text_adds(out, hinge_text_string(&clean));
}

enum hinge_status hinge_writer_add(const struct hinge_writer *writer,
                                   const struct hinge_table *table,
                                   const struct hinge_writer_options *options,
                                   struct hinge_text *out, struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text title = {0}, footer = {0};
    struct hinge_table seen = *table; /* the columns that readers get */
    seen.n_columns = 0;
    seen.column = hinge_alloc(table->n_columns, sizeof *seen.column);
    for (size_t c = 0; c < table->n_columns; c++)
        if (writer->for_programs || !table->column[c].for_programs)
            seen.column[seen.n_columns++] = table->column[c];
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    if (!writer->for_programs)
        hinge_table_for_readers(&seen, &arena);
    struct hinge_writer_options copy = *options;
    if (*hinge_or_empty(copy.title) == '\0' && writer->in_words && !copy.ids)
        copy.title = table->caption;
    hinge_text_shown_lines(&title, hinge_or_empty(copy.title), "\n");
    hinge_text_shown_lines(&footer, hinge_or_empty(copy.footer), "\n");
    copy.title = hinge_text_string(&title);
    copy.footer = hinge_text_string(&footer);
    enum hinge_status status = HINGE_OK;
    if (writer->print != NULL) {
        struct hinge_printed printed;
        hinge_printed_make(&seen, &copy, &printed);
        writer->print(&printed, out);
        hinge_arena_clear(&printed.arena);
    } else {
        status = writer->write_block != NULL ? writer->write_block(&seen, 0, true, &copy, out)
                                             : writer->write(&seen, &copy, out, error);
    }
    free(seen.column);
    return status;
}

enum hinge_status hinge_writer_options_take(struct hinge_writer_options *copy,
                                            const struct hinge_writer_options *given,
                                            struct hinge_error *error)
{
    static const struct hinge_writer_options plain = {0};
    return hinge_request_take(copy, sizeof *copy, given != NULL ? given : &plain, error);
}

enum hinge_status hinge_writer_add_all(const struct hinge_writer *writer,
                                       const struct hinge_result_table *tables, size_t n,
                                       const struct hinge_writer_options *options,
                                       struct hinge_text *out, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    if (writer->book != NULL)
        return writer->book(tables, n, options, out, error);
    if (n > 1 && writer->for_programs)
        return hinge_usage(error,
                           "%s holds one table, not %zu: name one, or write a "
                           "workbook (xlsx)",
                           writer->id, n);
    hinge_text_adds(out, writer->before != NULL ? writer->before : "");
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        struct hinge_writer_options copy = *options;
        copy.title = tables[i].title;
        copy.footer = tables[i].notes;
        hinge_text_adds(out, i > 0 ? "\n" : "");
        status = hinge_writer_add(writer, &tables[i].table, &copy, out, error);
    }
    hinge_text_adds(out, writer->after != NULL ? writer->after : "");
    return status;
}

enum hinge_status hinge_writer_end(struct hinge_text *out, size_t width, enum hinge_status status,
                                   char **text, size_t *length)
{
    hinge_text_add(out, "", 0); /* an empty table is still a string */
    /* to the end of the word behind a blank: tables fit already */
    cleared_by(hinge_text_clear) struct hinge_text line = {0};
    char *start = out->data;
    for (char *p = start; width > 0 && *p != '\0'; p++) {
        start = *p == '\n' ? p + 1 : start;
        if (*p != ' ')
            continue;
        line.length = 0;
        hinge_text_add(&line, start, (size_t)(p + strcspn(p + 1, " \n") + 1 - start));
        if (hinge_text_width(line.data) <= width)
            continue;
        *p = '\n';
        start = p + 1;
    }
    if (status != HINGE_OK) {
        hinge_text_clear(out);
        return status;
    }
    *text = out->data;
    if (length != NULL)
        *length = out->length;
    return HINGE_OK;
}

bool hinge_writer_takes_blocks(const char *id)
{
    const struct hinge_writer *writer = hinge_writer_find(id);
    return writer != NULL && writer->write_block != NULL;
}

enum hinge_status hinge_writer_add_block(const char *writer, const struct hinge_table *block,
                                         size_t before, bool last,
                                         const struct hinge_writer_options *options,
                                         struct hinge_text *out, struct hinge_error *error)
{
    struct hinge_writer_options copy = *options;
    const struct hinge_writer *chosen = hinge_writer_find(writer);
    if (chosen == NULL || chosen->write_block == NULL)
        return hinge_usage(error, "%s takes no table in blocks", writer);
    if (before > 0 || !last) /* who makes the blocks tells of them */
        copy.progress = NULL;
    return chosen->write_block(block, before, last, &copy, out);
}

enum hinge_status hinge_table_format(const struct hinge_table *table, const char *writer,
                                     const struct hinge_writer_options *options, char **text,
                                     size_t *length, struct hinge_error *error)
{
    struct hinge_writer_options copy;
    struct hinge_text out = {0};
    *text = NULL;
    enum hinge_status status = hinge_writer_built(writer, error);
    if (status == HINGE_OK)
        status = hinge_writer_options_take(&copy, options, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_result_table one = {
        .name = "table", .title = copy.title, .notes = copy.footer, .table = *table};
    status = hinge_writer_add_all(hinge_writer_find(writer), &one, 1, &copy, &out, error);
    return hinge_writer_end(&out, copy.width, status, text, length);
}
