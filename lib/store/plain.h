/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The structure of an HDF5 file, as this library's files have it, read without libhdf5:
 * every block that has a checksum is checked before it is believed. What is not known
 * here is left to libhdf5, so the answer is never that a file is bad. Format: HDF5 File
 * Format Specification, version 3.0. */
#ifndef HINGE_STORE_PLAIN_H
#define HINGE_STORE_PLAIN_H

#include "store/source.h"

#include <stdint.h>

/* UNSURE: damaged, unreadable or not as this library makes it: ask libhdf5. */
enum hinge_plain { HINGE_PLAIN_OK, HINGE_PLAIN_UNSURE, HINGE_PLAIN_NOMEM };

struct hinge_plain_file {
    int file;
    uint64_t size;
    uint64_t left; /* bytes that may still be read: no file is walked in circles */
    struct hinge_plain_page *page;
};

/* What an address is that leads nowhere. */
#define HINGE_PLAIN_NOWHERE UINT64_MAX

/* Attributes or links that are not in their object's header: where they are. */
struct hinge_plain_dense {
    uint64_t heap, names, order;
};

struct hinge_plain_member {
    uint64_t address;
    int64_t order; /* of creation; 0 where none is kept */
};

struct hinge_plain_members {
    size_t n, capacity;
    struct hinge_plain_member *member; /* owned */
};

/* An object: a group, or a dataset with chunks. */
struct hinge_plain_object {
    bool group, dataspace, datatype, layout, filters; /* messages there are */
    struct hinge_plain_dense links, attributes;
    struct hinge_plain_members members; /* of a small group */
    enum hinge_element element;
    int rank;
    uint64_t dim[HINGE_RANK_MAX], most[HINGE_RANK_MAX], chunk[HINGE_RANK_MAX];
    unsigned filter[3], n_filters;
    unsigned index;      /* kind of the chunk index */
    uint64_t at, single; /* its address, or that of the one chunk of `single` bytes */
};

struct hinge_plain_chunk {
    uint64_t address, bytes;
};

/* *root: address of the root group. The superblock has passed hinge_gate_check. */
enum hinge_plain hinge_plain_open(struct hinge_plain_file *file, const char *path,
                                  uint64_t size, uint64_t *root);
void hinge_plain_close(struct hinge_plain_file *file);
/* `bytes` bytes from `at` on. */
enum hinge_plain hinge_plain_read(struct hinge_plain_file *file, uint64_t at,
                                  size_t bytes, unsigned char *out);
/* A block that starts with `signature` (four letters) and ends with its checksum,
 * allocated; free() it. */
enum hinge_plain hinge_plain_block(struct hinge_plain_file *file, uint64_t at,
                                   size_t bytes, const char *signature,
                                   unsigned char **block);

/* The object whose header is at `at`; hinge_plain_object_clear it in any case. */
enum hinge_plain hinge_plain_object(struct hinge_plain_file *file, uint64_t at,
                                    struct hinge_plain_object *object);
void hinge_plain_object_clear(struct hinge_plain_object *object);

/* The hard link in a message of n bytes; its name for the caller's checks. */
enum hinge_plain hinge_plain_link(const unsigned char *message, size_t n,
                                  struct hinge_plain_member *member,
                                  const unsigned char **name, size_t *length);
/* Adds a member; false when out of memory. */
bool hinge_plain_add(struct hinge_plain_members *members,
                     const struct hinge_plain_member *member);

/* Adds the members of a group that keeps them in a heap, found both by name and, where
 * that is kept, by order of creation. */
enum hinge_plain hinge_plain_links(struct hinge_plain_file *file,
                                   const struct hinge_plain_dense *dense,
                                   struct hinge_plain_members *members);
/* Looks at every block of attributes kept in a heap. */
enum hinge_plain hinge_plain_attributes(struct hinge_plain_file *file,
                                        const struct hinge_plain_dense *dense);

/* Where the n chunks of a dataset are, in C order; *chunk is owned by the caller. */
enum hinge_plain hinge_plain_chunks(struct hinge_plain_file *file,
                                    const struct hinge_plain_object *object, size_t *n,
                                    struct hinge_plain_chunk **chunk);

/* Whether every block and every chunk of a file that is open can be read and is as it
 * was written: what libhdf5 would find (hinge_source_walk), many times as fast. Values
 * of variable length, which have no checksum, are not looked at by either. */
enum hinge_plain hinge_plain_prove(struct hinge_source *source, const char *path);

#endif
