/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document of a statistical analysis for people: words and tables with notes, one
 * flat table (csv, tsv), APA sentences. */
#include "base/memory.h"
#include "report/comparison_flat.h"
#include "report/comparison_tables.h"
#include "report/display.h"
#include "report/foreseen_tables.h"
#include "report/published_error.h"
#include "report/sentences.h"
#include "report/wording.h"
#include "report/writers/writer.h"

#include <hinge/report.h>
#include <stdlib.h>
#include <string.h>

struct hinge_comparison {
    json_t *root;
    char document[]; /* as it came: an error is passed on to the letter */
};

/* --- for programs --- */

static void print_flat(struct hinge_comparison_output *out, const json_t *root)
{
    struct hinge_table table = {0};
    char *text = NULL;
    size_t length = 0;
    const struct hinge_sheet sheet = {
        .name = json_string_value(json_object_get(root, "analysis")), .table = &table};
    if (!hinge_comparison_failed(out,
                                 hinge_comparison_flat(root, &table, out->error)) &&
        !hinge_comparison_failed(out, hinge_tables_format(&sheet, 1, out->writer,
                                                          &out->options, &text, &length,
                                                          out->error)))
        hinge_text_add(&out->text, text, length);
    free(text);
    hinge_table_clear(&table);
}

/* --- for readers --- */

/* Of what makes the numbers themselves doubtful: it stands above them. */
static bool stands_first(const json_t *warning)
{
    static const char *const codes[] = {"W_NO_SLOPE", "W_POOLED", "W_GROUPS_VARY",
                                        "W_STRATUM_LEFT_OUT", "W_DUPLICATE_RECORDINGS"};
    const char *code = json_string_value(json_object_get(warning, "code"));
    for (size_t k = 0; code != NULL && k < sizeof codes / sizeof codes[0]; k++)
        if (strcmp(code, codes[k]) == 0)
            return true;
    return false;
}

static void print_warning(struct hinge_text *words, const json_t *warning)
{
    hinge_text_printf(words, "%s: %s\n",
                      json_string_value(json_object_get(warning, "code")),
                      json_string_value(json_object_get(warning, "message")));
}

/* What must be known to read the tables: warnings, how rows became people, the seed. */
static void print_notes(struct hinge_text *words, const json_t *root)
{
    size_t i;
    json_t *warning;
    const json_t *request = json_object_get(root, "request");
    const char *way = json_string_value(json_object_get(request, "aggregate"));
    bool all = json_is_true(json_object_get(request, "allow_single"));
    double min_reps = json_number_value(json_object_get(request, "min_reps"));
    double min_valid = json_number_value(json_object_get(request, "min_valid"));
    hinge_text_puts(words, "\n");
    json_array_foreach(json_object_get(root, "warnings"), i, warning)
    {
        if (!stands_first(warning))
            print_warning(words, warning);
    }
    if (way != NULL)
        hinge_say_people(words, way, all ? 0 : min_reps, all ? 0 : min_valid);
    hinge_published_error_note(root, words);
    hinge_text_printf(words, "%s %s, %s%s, seed %lld\n",
                      json_string_value(json_object_get(root, "tool")),
                      json_string_value(json_object_get(root, "version")),
                      json_string_value(json_object_get(root, "analysis")),
                      way != NULL ? "" : ", participants as the unit",
                      (long long)json_integer_value(json_object_get(root, "seed")));
}

static void print_first_warnings(struct hinge_text *words, const json_t *root)
{
    size_t i;
    json_t *warning;
    json_array_foreach(json_object_get(root, "warnings"), i, warning)
    {
        if (stands_first(warning))
            print_warning(words, warning);
    }
}

static double level_of(const json_t *root)
{
    const json_t *level = json_object_get(json_object_get(root, "request"), "level");
    return json_is_number(level) ? json_number_value(level) : 0.95;
}

/* Everything for readers: words, tables, notes. */
static void print_readable(struct hinge_comparison_output *out, const json_t *root)
{
    const json_t *results = json_object_get(root, "results");
    const struct hinge_writer *writer = hinge_writer_find(out->writer);
    struct hinge_text words = {0};
    hinge_text_puts(&out->text, writer->before != NULL ? writer->before : "");
    if (hinge_foreseen_is(root))
        hinge_foreseen_sentences(root, level_of(root), &words);
    else
        hinge_sentences_plain(json_object_get(root, "request"), results, level_of(root),
                              &words);
    print_first_warnings(&words, root);
    hinge_writer_say(writer, &out->text, hinge_text_string(&words));
    if (hinge_foreseen_is(root))
        hinge_foreseen_print(out, root);
    else
        hinge_comparison_object(out, "", results);
    words.length = 0;
    print_notes(&words, root);
    hinge_writer_say(writer, &out->text, hinge_text_string(&words));
    hinge_text_puts(&out->text, writer->after != NULL ? writer->after : "");
    out->text.failed = out->text.failed || words.failed;
    hinge_text_clear(&words);
}

/* The sentences in APA style, their numbers with a minus as papers print it. */
static void add_apa(const json_t *root, struct hinge_text *text)
{
    struct hinge_text own = {0};
    if (hinge_foreseen_is(root))
        hinge_foreseen_apa(root, level_of(root), &own);
    else
        hinge_sentences_apa(json_object_get(root, "request"),
                            json_object_get(root, "results"), level_of(root), &own);
    hinge_display_minus(text, hinge_text_string(&own));
    text->failed = text->failed || own.failed;
    hinge_text_clear(&own);
}

/* The document with results/report, its sentences, while it is printed. */
static void print_json(struct hinge_comparison_output *out,
                       const struct hinge_comparison *comparison)
{
    json_t *root = comparison->root, *results = json_object_get(root, "results");
    if (json_object_size(results) == 0) { /* an error's */
        hinge_text_puts(&out->text, comparison->document);
        return;
    }
    struct hinge_text plain = {0}, apa = {0};
    if (hinge_foreseen_is(root))
        hinge_foreseen_sentences(root, level_of(root), &plain);
    else
        hinge_sentences_plain(json_object_get(root, "request"), results, level_of(root),
                              &plain);
    add_apa(root, &apa);
    json_t *report = hinge_sentences_json(&plain, &apa);
    char *text = NULL;
    if (report != NULL && json_object_set_new(results, "report", report) == 0)
        text = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(17));
    json_object_del(results, "report");
    out->text.failed = out->text.failed || text == NULL;
    hinge_text_puts(&out->text, text != NULL ? text : "");
    free(text);
}

/* An analysis without a sentence is refused rather than answered with nothing. */
static void print_apa(struct hinge_comparison_output *out, const json_t *root)
{
    if (hinge_foreseen_is(root))
        hinge_foreseen_sentences(root, level_of(root), &out->text);
    add_apa(root, &out->text);
    if (out->text.length == 0 && !out->text.failed)
        hinge_comparison_failed(
            out, hinge_error_set(out->error, HINGE_USAGE, HINGE_REASON_OK,
                                 "%s has no sentences in APA style; leave --apa out",
                                 json_string_value(json_object_get(root, "analysis"))));
}

enum hinge_status hinge_comparison_open(const char *document,
                                        struct hinge_comparison **comparison,
                                        struct hinge_error *error)
{
    json_error_t why;
    json_t *root = json_loads(document, 0, &why);
    *comparison = NULL;
    if (root == NULL && json_error_code(&why) != json_error_out_of_memory)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "document:%d:%d: not JSON: %s", why.line, why.column,
                               why.text);
    size_t size = strlen(document) + 1;
    struct hinge_comparison *own =
        root != NULL ? hinge_alloc(1, sizeof *own + size) : NULL;
    if (own == NULL) {
        json_decref(root);
        return hinge_no_memory(error);
    }
    own->root = root;
    memcpy(own->document, document, size);
    *comparison = own;
    return HINGE_OK;
}

void hinge_comparison_close(struct hinge_comparison *comparison)
{
    if (comparison != NULL)
        json_decref(comparison->root);
    free(comparison);
}

enum hinge_status hinge_comparison_format(const struct hinge_comparison *comparison,
                                          const char *writer,
                                          const struct hinge_writer_options *options,
                                          char **text, size_t *length,
                                          struct hinge_error *error)
{
    *text = NULL;
    const json_t *root = comparison->root;
    struct hinge_comparison_output out = {.writer = writer, .error = error};
    if (options != NULL)
        out.options = *options;
    if (strcmp(writer, "json") == 0)
        print_json(&out, comparison);
    else if (hinge_writer_for_programs(writer))
        print_flat(&out, root);
    else if (strcmp(writer, "apa") == 0)
        print_apa(&out, root);
    else if (hinge_writer_find(writer) == NULL)
        hinge_comparison_failed(&out,
                                hinge_table_format(&(struct hinge_table){0}, writer,
                                                   NULL, text, length, error));
    else
        print_readable(&out, root);
    if (strcmp(writer, "json") == 0)
        hinge_text_puts(&out.text, "\n");
    if (out.text.failed)
        hinge_comparison_failed(&out,
                                hinge_error_set(error, HINGE_NOMEM, HINGE_REASON_OK,
                                                "out of memory for a table"));
    if (out.status != HINGE_OK) {
        hinge_text_clear(&out.text);
        return out.status;
    }
    if (out.text.data == NULL)
        hinge_text_puts(&out.text, "");
    *text = out.text.data;
    if (length != NULL)
        *length = out.text.length;
    return HINGE_OK;
}

void hinge_comparison_warnings(const struct hinge_comparison *comparison,
                               hinge_message *tell, void *context)
{
    size_t i;
    json_t *warning;
    json_array_foreach(json_object_get(comparison->root, "warnings"), i, warning)
    {
        char text[1024];
        const char *code = json_string_value(json_object_get(warning, "code"));
        const char *message = json_string_value(json_object_get(warning, "message"));
        snprintf(text, sizeof text, "%s: %s", code != NULL ? code : "",
                 message != NULL ? message : "");
        tell(context, text);
    }
}
