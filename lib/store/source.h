/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading an HDF5 file that may be damaged or hostile: hard links only, no
 * types and filters but the format's, sizes checked before memory is taken, checksums
 * where there are any: always in what this library wrote, not in all that others
 * rewrote. Every failure is an INPUT error naming the file and the object. */
#ifndef HINGE_STORE_SOURCE_H
#define HINGE_STORE_SOURCE_H

#include "base/memory.h"
#include "os/file.h"
#include "store/chunk.h"
#include "store/h5.h"

/* A list of names. */
struct hinge_names {
    size_t n, capacity;
    const char **name;
    struct hinge_arena arena;
};
void hinge_names_clear(struct hinge_names *names);
/* Adds a copy; false when out of memory. */
bool hinge_names_add(struct hinge_names *names, const char *name);

struct hinge_source {
    char *shown; /* the path as the user wrote it */
    hid_t file;
    uint64_t size;             /* of the file */
    struct hinge_os_info seen; /* before anything of it was read */
    struct hinge_decoder decoder;
    struct hinge_encoder encoder; /* for what another program rewrote */
    unsigned char *stored;        /* one chunk as stored */
    size_t room;
    struct hinge_names attributes; /* name, text, name, text, … of the file */
};

/* A dataset that passed every check. */
struct hinge_array {
    hid_t id;
    enum hinge_element element;
    unsigned filters; /* HINGE_CHUNK_OURS in what this library wrote */
    bool whole;       /* stored in one piece; `chunk` is how it is read */
    int rank;
    hsize_t dim[HINGE_RANK_MAX], chunk[HINGE_RANK_MAX];
    char object[HINGE_OBJECT_MAX]; /* for messages: "/trials/p01" */
};

/* Gate, libhdf5, schema ("study", "results"; NULL for either). */
enum hinge_status hinge_source_open(struct hinge_source *source, const char *path,
                                    const char *shown, const char *schema,
                                    struct hinge_error *error);
void hinge_source_close(struct hinge_source *source);
/* How a reading ended: `status`, but INPUT when the file was written to since it was
 * opened, as what was read may be of two states of it. Every function that hands out
 * what it read ends with this. */
enum hinge_status hinge_source_end(const struct hinge_source *source, enum hinge_status status,
                                   struct hinge_error *error);

/* Reads the file's text attributes, once; then any of them, NULL when absent. */
enum hinge_status hinge_source_load_attributes(struct hinge_source *source,
                                               struct hinge_error *error);
const char *hinge_source_attribute(const struct hinge_source *source, const char *name);

/* Opens a file as any reader would and checks every chunk of every dataset. */
enum hinge_status hinge_source_verify(const char *path, const char *shown, const char *schema,
                                      struct hinge_error *error);

/* "FILE: damaged: OBJECT" and "FILE: refused: OBJECT: why". */
enum hinge_status hinge_source_damaged(const struct hinge_source *source, const char *object,
                                       struct hinge_error *error);
enum hinge_status hinge_source_refused(const struct hinge_source *source, const char *object,
                                       const char *why, struct hinge_error *error);
enum hinge_status hinge_source_no_memory(struct hinge_error *error);

/* Members of a group, in creation order where it is kept, else by name. A link that is
 * not a hard link is refused. `object` is the group's path. */
enum hinge_status hinge_source_names(const struct hinge_source *source, hid_t group,
                                     const char *object, struct hinge_names *names,
                                     struct hinge_error *error);
/* `object` is the full path of the member, for messages. */
enum hinge_status hinge_source_group(const struct hinge_source *source, hid_t parent,
                                     const char *name, const char *object, hid_t *group,
                                     struct hinge_error *error);
enum hinge_status hinge_source_array(const struct hinge_source *source, hid_t parent,
                                     const char *name, const char *object,
                                     struct hinge_array *array, struct hinge_error *error);
/* The same in two steps: whatever stands there under a hard link, and an array that is
 * taken from its id, or the id dropped. */
enum hinge_status hinge_source_member(const struct hinge_source *source, hid_t parent,
                                      const char *name, const char *object, hid_t *member,
                                      struct hinge_error *error);
enum hinge_status hinge_source_opened(const struct hinge_source *source, hid_t member,
                                      const char *object, struct hinge_array *array,
                                      struct hinge_error *error);
/* Chunk at offset as this library stores one, in source->stored; *length bytes. */
enum hinge_status hinge_source_stored(struct hinge_source *source, const struct hinge_array *array,
                                      const hsize_t *offset, size_t *length,
                                      struct hinge_error *error);
/* Whole array of rank 1 or 2, allocated; free() it. */
enum hinge_status hinge_source_values(struct hinge_source *source, const struct hinge_array *array,
                                      void **values, struct hinge_error *error);
/* Elements of one chunk. */
size_t hinge_array_chunk_elements(const struct hinge_array *array);

/* Text attribute, allocated; NULL when absent. */
enum hinge_status hinge_source_text(const struct hinge_source *source, hid_t object,
                                    const char *path, const char *name, char **text,
                                    struct hinge_error *error);
/* Numbers of an attribute (scalar or list) of at most *n values; *n gets their count, 0
 * when absent. */
enum hinge_status hinge_source_numbers(const struct hinge_source *source, hid_t object,
                                       const char *path, const char *name,
                                       enum hinge_element element, size_t *n, void *values,
                                       struct hinge_error *error);

#endif
