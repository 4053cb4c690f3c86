/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of statistics that a site may share: their marks. */
#ifndef HINGE_COMPARE_SHARE_H
#define HINGE_COMPARE_SHARE_H

#include <hinge/compare.h>
#include <jansson.h>

enum { HINGE_SHARE_VERSION = 1 };

/* SHA-256 of a document without its member "digest". */
enum hinge_status hinge_share_digest(const json_t *document, char digest[65],
                                     struct hinge_error *error);

/* The path of a file that a request names: relative to the request's own file, which
 * may be NULL. free() it; NULL: no memory. */
char *hinge_comparison_path(const char *data, const char *request_file);

/* The table of the files that the request names as "sites" (site_cells.h), relative to
 * the folder of request_file. The request gets the outcomes that two of them have,
 * unless it names some. INPUT: a file that is none of these, was changed, comes from
 * the same recordings as another or has another unit; NOMEM. */
enum hinge_status hinge_shared_table(struct hinge_stats_request *request,
                                     const char *request_file,
                                     struct hinge_table *table,
                                     struct hinge_error *error);

#endif
