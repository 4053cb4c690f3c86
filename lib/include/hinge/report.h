/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables and results as text (aligned, csv, tsv, markdown, latex, html, json) and as files. */
#pragma once

#include <hinge/progress.h>
#include <hinge/result.h>
#include <hinge/results.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

/* Reads labels from a CSV with the columns id and label, or from lines "id = words" (#
 * starts a comment). Free with hinge_labels_clear. Errors: INPUT, naming file and line; USAGE
 * for a CSV without these columns. */
HINGE_API enum hinge_status hinge_labels_read(const char *path, struct hinge_label_list *list,
                                              struct hinge_error *error);
HINGE_API void hinge_labels_clear(struct hinge_label_list *list);
/* Lines of such a file that say how something is printed: "report.author", "report.date",
 * "sheet.language" ("de"; a sentence of the sheet has its own id), "table.ids" ("yes": as in
 * struct hinge_writer_options). NULL: the list has no such line; it may be NULL. */
HINGE_API const char *hinge_labels_setting(const struct hinge_label_list *list, const char *id);
/* Joins the labels of `given` (may be NULL), the titles of faults from the config of the results
 * (may be NULL), and which names are asked for ("plain", "technical"; NULL or "": the usual ones).
 * `given` must outlive the list. Free with hinge_labels_clear. Errors: INPUT. */
HINGE_API enum hinge_status hinge_labels_join(const struct hinge_label_list *given,
                                              struct hinge_results_reader *results,
                                              const char *names, struct hinge_label_list *list,
                                              struct hinge_error *error);
/* Calls `tell` for each label with an unknown ID, and names the nearest ID. An ID is known if
 * it is in the results file, in the JSON of hinge-compare at `document`, in one of the tables,
 * in `more`, or an ID of hingekit (metric, fault, cue, task, signal, reason, column). Each of
 * these may be NULL; `more` is NULL-terminated. `path` is the file of the labels. Errors:
 * INPUT. */
HINGE_API enum hinge_status hinge_labels_unknown(
    const struct hinge_label_list *labels, const char *path, struct hinge_results_reader *results,
    const char *document, const struct hinge_result_table *tables, size_t n_tables,
    const char *const *more, hinge_message *message, void *context, struct hinge_error *error);

/* Zero-initialise; NULL texts are the same as "". */
struct hinge_writer_options {
    size_t size;         /* sizeof the struct (hinge/init.h) */
    const char *title;   /* above the table; not in csv, tsv and json */
    const char *footer;  /* notes under the table; never in csv, tsv, json */
    bool full_precision; /* readable formats show every digit too, as csv, tsv and json
                            always do */
    bool ids;            /* markdown, latex and html show IDs instead of names with units */
    const struct hinge_label_list *labels; /* replace names; NULL: none */
    const struct hinge_progress *progress; /* csv and tsv: counts rows; may be NULL */
    bool brief;   /* readable formats of a result: only the answer and its main table */
    size_t width; /* text: letters of a line; what does not fit is laid out anew; 0: any */
    char decimal; /* of csv and tsv; ',': cells of csv are joined by ';', and a mark says that the
                     text is UTF-8. 0: '.' */
};

/* The i-th writer's id ("csv", "json", … sorted) and its line for --help; NULL past the
 * last.
 */
HINGE_API const char *hinge_writer_id(size_t i);
HINGE_API const char *hinge_writer_title(size_t i);
/* Whether the writer is for programs (csv): every column, IDs instead of words. */
HINGE_API bool hinge_writer_for_programs(const char *id);
/* Whether the writer names columns as a paper prints them (markdown) unless IDs are asked
 * for. */
HINGE_API bool hinge_writer_in_words(const char *id);

/* OK if the writer takes the option ("label", "ids", "digits") or is unknown. USAGE names the
 * writers that take it. */
HINGE_API enum hinge_status hinge_writer_takes(const char *id, const char *option,
                                               struct hinge_error *error);

/* The writer for an output: `given`; if NULL, the one of the extension of `path`; without an
 * extension (no path, "-"), `standard`. USAGE if the extension belongs to no writer, or to
 * another one than `given`. ".txt" fits each writer. */
HINGE_API enum hinge_status hinge_writer_choose(const char *path, const char *given,
                                                const char *standard, const char **writer,
                                                struct hinge_error *error);

/* Writes the table with the named writer. *text becomes a NUL-terminated string of
 * *length bytes (length may be NULL) that the caller free()s; on failure *text is NULL.
 * options may be NULL. A table without rows gives its header (json: an empty array).
 * Errors: USAGE for an unknown writer, naming the nearest. */
HINGE_API enum hinge_status hinge_table_format(const struct hinge_table *table, const char *writer,
                                               const struct hinge_writer_options *options,
                                               char **text, size_t *length,
                                               struct hinge_error *error);

/* Whether the writer can take a table in blocks of rows. */
HINGE_API bool hinge_writer_takes_blocks(const char *id);

/* Takes the next bytes of a table. */
typedef enum hinge_status hinge_take_text(void *context, const char *bytes, size_t length,
                                          struct hinge_error *error);

/* Makes a table and passes its text to `take` block by block, so that memory does not grow
 * with the table if the request allows blocks (hinge/results.h). The bytes are those of
 * hinge_table_format without a footer. *written may be NULL. Errors: those of
 * hinge_results_tabulate, of the writer and of `take`; the text passed so far is then
 * incomplete. */
struct hinge_written {
    bool tabulated; /* the table was made; a failure came after it */
    size_t rows;
};
HINGE_API enum hinge_status
hinge_results_write(const struct hinge_table_request *request, const char *writer,
                    const struct hinge_writer_options *options, hinge_take_text *take,
                    void *context, struct hinge_written *written, struct hinge_error *error);

/* Describes each column in a JSON object: LongName, Description, Units, Levels, Source (as in
 * BIDS). The caller free()s *text. */
HINGE_API void hinge_table_dictionary(const struct hinge_table *table,
                                      const struct hinge_label_list *labels, char **text);

/* Writes a result into one file. Several views follow each other under their titles, or are
 * sheets of a workbook. An analysis becomes readable tables, one flat table with a row per
 * outcome, term and level (csv, tsv), sentences (writer "apa"), or its document with its
 * sentences in results/report (json). options may be NULL; its texts are not used. The caller
 * free()s *text. Errors: USAGE for an unknown writer, or for several views and a format that
 * holds only one table (csv, tsv, json, sav). */
HINGE_API enum hinge_status hinge_result_format(const struct hinge_result *result,
                                                const char *writer,
                                                const struct hinge_writer_options *options,
                                                char **text, size_t *length,
                                                struct hinge_error *error);

HINGE_END_C_DECLS
