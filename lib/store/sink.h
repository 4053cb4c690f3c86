/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing an HDF5 file whole or not at all: groups, chunked checksummed datasets,
 * attributes, netCDF-4 dimensions. Every failure is a WRITE error naming the target and
 * the object, and leaves the target as it was. */
#ifndef HINGE_STORE_SINK_H
#define HINGE_STORE_SINK_H

#include "base/file.h"
#include "store/chunk.h"
#include "store/h5.h"

/* One use of a dimension: which, by what array, and as which of its dimensions. */
struct hinge_scale_use {
    hobj_ref_t dataset;
    int32_t id, dimension;
};

struct hinge_sink {
    struct hinge_output output;
    hid_t file;
    hid_t creation[HINGE_ELEMENT_COUNT]; /* dataset settings, filters included */
    hid_t plain_group, ordered_group;    /* settings; ordered ones keep creation order */
    struct hinge_encoder encoder;
    unsigned char *stored; /* one encoded chunk */
    size_t room;
    const char *schema;
    int dimensions, scale_room; /* netCDF-4 dimension ids given out; room for scales */
    hobj_ref_t *scale;          /* of every id */
    size_t n_uses, use_room;
    struct hinge_scale_use *use;
};

struct hinge_sink_shape {
    int rank;
    hsize_t dim[HINGE_RANK_MAX], chunk[HINGE_RANK_MAX];
    bool grows; /* first dimension unlimited */
};

/* Makes the temporary and writes the schema attributes. `schema` must outlive the sink.
 */
enum hinge_status hinge_sink_open(struct hinge_sink *sink, const char *path, const char *schema,
                                  struct hinge_error *error);
/* Flushes, closes, reopens to verify, publishes. The sink is discarded whatever
 * happens. */
enum hinge_status hinge_sink_publish(struct hinge_sink *sink, struct hinge_error *error);
void hinge_sink_discard(struct hinge_sink *sink);

/* "TARGET: cannot write OBJECT: reason of the system", WRITE. */
enum hinge_status hinge_sink_failed(const struct hinge_sink *sink, const char *object,
                                    struct hinge_error *error);

enum hinge_status hinge_sink_group(struct hinge_sink *sink, hid_t parent, const char *name,
                                   bool ordered, hid_t *group, struct hinge_error *error);
enum hinge_status hinge_sink_dataset(struct hinge_sink *sink, hid_t parent, const char *name,
                                     enum hinge_element element,
                                     const struct hinge_sink_shape *shape, hid_t *dataset,
                                     struct hinge_error *error);
/* One whole chunk of n elements, encoded here or already. */
enum hinge_status hinge_sink_chunk(struct hinge_sink *sink, hid_t dataset, const hsize_t *offset,
                                   enum hinge_element element, const void *values, size_t n,
                                   struct hinge_error *error);
enum hinge_status hinge_sink_stored(struct hinge_sink *sink, hid_t dataset, const hsize_t *offset,
                                    const unsigned char *bytes, size_t length,
                                    struct hinge_error *error);
/* A whole array of rank 1 or 2 in chunks of at most `chunk` elements along each
 * dimension. */
enum hinge_status hinge_sink_array(struct hinge_sink *sink, hid_t dataset,
                                   const struct hinge_sink_shape *shape, enum hinge_element element,
                                   const void *values, struct hinge_error *error);

/* Attributes. Empty text is not written. n == 0: a scalar; else a list of n. */
enum hinge_status hinge_sink_text(struct hinge_sink *sink, hid_t object, const char *name,
                                  const char *text, struct hinge_error *error);
enum hinge_status hinge_sink_numbers(struct hinge_sink *sink, hid_t object, const char *name,
                                     enum hinge_element element, size_t n, const void *values,
                                     struct hinge_error *error);
/* Takes over `space`; the types stay the caller's. An invalid one fails. */
enum hinge_status hinge_sink_attribute(struct hinge_sink *sink, hid_t object, const char *name,
                                       hid_t type, hid_t memory_type, hid_t space,
                                       const void *value, struct hinge_error *error);

/* A netCDF-4 dimension without a variable; *id is its dimension id. */
enum hinge_status hinge_sink_dimension(struct hinge_sink *sink, hid_t group, const char *name,
                                       hsize_t length, bool grows, hid_t *scale, int *id,
                                       struct hinge_error *error);
/* Makes a 1-D dataset the coordinate variable of a new dimension of its own name. */
enum hinge_status hinge_sink_coordinate(struct hinge_sink *sink, hid_t dataset, const char *name,
                                        int *id, struct hinge_error *error);
/* Attaches n dimensions to a dataset and lists their ids on it. A coordinate variable
 * of two dimensions is a scale itself: only its ids are listed (`attached` false). */
enum hinge_status hinge_sink_use_dimensions(struct hinge_sink *sink, hid_t dataset, int n,
                                            const int *id, bool attached,
                                            struct hinge_error *error);
/* Lists the users of every dimension on it; hinge_sink_publish does. */
enum hinge_status hinge_sink_finish_dimensions(struct hinge_sink *sink, struct hinge_error *error);

#endif
