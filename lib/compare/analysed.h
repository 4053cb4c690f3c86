/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study analysed for one request, and rows of several analyses in one table. */
#ifndef HINGE_COMPARE_ANALYSED_H
#define HINGE_COMPARE_ANALYSED_H

#include <hinge/compare.h>
#include <hinge/config.h>

/* Reads a results file for a request, and completes it (comparison_data). */
typedef enum hinge_status hinge_read_results(const char *path,
                                             struct hinge_stats_request *request,
                                             struct hinge_table *table,
                                             struct hinge_error *error);

/* Analyses a study into a temporary results file, whose name is put into
 * results[room]; the caller removes it, however this ends. `error_draw` as in
 * hinge_analyze_request. WRITE where no file can be made. */
enum hinge_status hinge_analysed_make(const struct hinge_stats_request *request,
                                      const char *study,
                                      const struct hinge_config *config,
                                      size_t error_draw, char *results, size_t room,
                                      struct hinge_error *error);

/* Adds rows below those of a table, column by column of the same name; *first is the
 * first of them. NOMEM. */
enum hinge_status hinge_analysed_append(struct hinge_table *table,
                                        const struct hinge_table *rows, size_t *first,
                                        struct hinge_error *error);

/* INPUT for a results file where the recordings are needed, said to be for `purpose`
 * ("multiverse analyses the recordings again"). */
enum hinge_status hinge_analysed_is_study(const char *path, const char *purpose,
                                          struct hinge_error *error);

#endif
