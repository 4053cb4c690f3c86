/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as text (aligned, csv, tsv, markdown, latex, html, json) and saving what was
 * made. */
#ifndef HINGE_REPORT_H
#define HINGE_REPORT_H

#include <hinge/progress.h>
#include <hinge/result.h>
#include <hinge/results.h>
#include <hinge/table.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What someone calls ids of columns and cells: other words, another language. */
struct hinge_label {
    const char *id, *label;
};
struct hinge_label_list {
    size_t n;
    const struct hinge_label *item;
};

/* Labels of a file: a CSV with the columns id and label, or lines "id = words" (#
 * starts a comment). hinge_labels_clear. Errors: INPUT, naming file and line; USAGE for
 * a CSV without these columns. */
HINGE_API enum hinge_status hinge_labels_read(const char *path, struct hinge_label_list *list,
                                              struct hinge_error *error);
HINGE_API void hinge_labels_clear(struct hinge_label_list *list);
/* Those of `given` (may be NULL), then the titles that the results file has for faults
 * of its config. `given` must outlive the list; hinge_labels_clear. Errors: INPUT. */
HINGE_API enum hinge_status hinge_labels_join(const struct hinge_label_list *given,
                                              struct hinge_results_reader *results,
                                              struct hinge_label_list *list,
                                              struct hinge_error *error);
/* Tells of every label whose id is neither in the results file (NULL: none), nor in the
 * JSON of hinge-compare at `document` (NULL: none), nor in the tables made of it, nor
 * among what hingekit knows (metrics, faults, cues, movements,
 * signals, reasons, columns), nor in `more` (NULL-terminated, or NULL), with the nearest id. `path`
 * is the file of the labels. Errors: INPUT.
 */
HINGE_API enum hinge_status hinge_labels_unknown(
    const struct hinge_label_list *labels, const char *path, struct hinge_results_reader *results,
    const char *document, const struct hinge_result_table *tables, size_t n_tables,
    const char *const *more, hinge_message *tell, void *context, struct hinge_error *error);

/* Zero-initialise; NULL texts are the same as "". */
struct hinge_writer_options {
    size_t size;         /* sizeof the struct; 0: as the library has it */
    const char *title;   /* above the table; left out by csv, tsv and json */
    const char *footer;  /* notes under the table; never in csv, tsv, json */
    bool full_precision; /* readable formats too show every digit; csv, tsv, json always
                            do */
    bool ids;            /* markdown, latex and html keep ids; else names with units */
    const struct hinge_label_list *labels; /* instead of names, NULL for none */
    const struct hinge_progress *progress; /* csv and tsv: told of rows; may be NULL */
    bool brief; /* of a result, for readers: the answer and its main table */
};

/* The i-th writer's id ("csv", "json", … sorted) and its line for --help; NULL past the
 * last.
 */
HINGE_API const char *hinge_writer_id(size_t i);
HINGE_API const char *hinge_writer_title(size_t i);
/* Whether what it writes is for programs (csv): every column, no words. */
HINGE_API bool hinge_writer_for_programs(const char *id);
/* Whether it names columns as a paper prints them (markdown), unless ids are asked for.
 */
HINGE_API bool hinge_writer_in_words(const char *id);

/* OK when the writer takes the option ("label", "ids", "digits"), or is not known;
 * USAGE names those that do. */
HINGE_API enum hinge_status hinge_writer_takes(const char *id, const char *option,
                                               struct hinge_error *error);

/* The writer for an output: `given`, or without that (NULL) what the extension of
 * `path` says, or `standard` where there is none (no path, "-"). USAGE when the
 * extension is no writer's ("x.xlsx"), or another one's than given. ".txt" suits every
 * writer. */
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

/* Tabulates, and hands over the text of the rows as they are made, so that memory does
 * not grow with the table where the request allows that (hinge/results.h). The bytes
 * are those of hinge_table_format without a footer. *written may be NULL. Errors: those of
 * hinge_results_tabulate, of the writer and of `take`; of what was handed over nothing holds
 * then. */
struct hinge_written {
    bool tabulated; /* it was not the table that failed */
    size_t rows;
};
HINGE_API enum hinge_status
hinge_results_write(const struct hinge_table_request *request, const char *writer,
                    const struct hinge_writer_options *options, hinge_take_text *take,
                    void *context, struct hinge_written *written, struct hinge_error *error);

/* What the columns are, as a JSON object: LongName, Description, Units, Levels, Source
 * of each (as in BIDS). *text is the caller's to free(). */
HINGE_API void hinge_table_dictionary(const struct hinge_table *table,
                                      const struct hinge_label_list *labels, char **text);

/* The views of a result in one file: one after another under their titles, sheets of a
 * workbook. An analysis as readable tables, as one flat table, a row per outcome, term
 * and level (csv, tsv), as sentences (apa, which is no writer), or as its document with
 * results/report, its sentences (json). options may be NULL; its texts are not used.
 * *text is the caller's to free(). Errors: USAGE for an unknown writer, or several
 * views and one whose file holds only one table (csv, tsv, json, sav). */
HINGE_API enum hinge_status hinge_result_format(const struct hinge_result *result,
                                                const char *writer,
                                                const struct hinge_writer_options *options,
                                                char **text, size_t *length,
                                                struct hinge_error *error);

#ifdef __cplusplus
}
#endif

#endif
