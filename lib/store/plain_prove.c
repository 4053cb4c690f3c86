/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a file of this library is whole, without libhdf5. */
#include "store/plain.h"
#include "store/source.h"

#include <stdlib.h>

/* Whether an array's chunks are all there, of sizes that are read again, and intact. */
static enum hinge_plain prove_array(struct hinge_source *source,
                                    struct hinge_plain_file *file,
                                    const struct hinge_plain_object *object)
{
    static const unsigned pipeline[] = {H5Z_FILTER_SHUFFLE, H5Z_FILTER_DEFLATE,
                                        H5Z_FILTER_FLETCHER32};
    struct hinge_array array = {.element = object->element, .rank = object->rank};
    unsigned first = hinge_element_size(object->element) > 1 ? 0 : 1;
    bool known = object->n_filters == 3 - first;
    for (unsigned i = 0; i < object->n_filters && known; i++)
        known = object->filter[i] == pipeline[first + i];
    for (int d = 0; d < array.rank; d++) {
        array.dim[d] = object->dim[d];
        array.chunk[d] = object->chunk[d];
    }
    if (!known || hinge_source_sizes(source, &array) != NULL)
        return HINGE_PLAIN_UNSURE;
    size_t n,
        raw = hinge_array_chunk_elements(&array) * hinge_element_size(array.element);
    struct hinge_plain_chunk *chunk;
    enum hinge_plain state = hinge_plain_chunks(file, object, &n, &chunk);
    for (size_t i = 0; i < n && state == HINGE_PLAIN_OK; i++) {
        size_t bytes = (size_t)chunk[i].bytes;
        if (!hinge_chunk_plausible(bytes, raw))
            state = HINGE_PLAIN_UNSURE;
        else if (!hinge_source_room(source, bytes))
            state = HINGE_PLAIN_NOMEM;
        else
            state = hinge_plain_read(file, chunk[i].address, bytes, source->stored);
        if (state == HINGE_PLAIN_OK && !hinge_chunk_intact(source->stored, bytes))
            state = HINGE_PLAIN_UNSURE;
    }
    free(chunk);
    return state;
}

static enum hinge_plain prove_object(struct hinge_source *source,
                                     struct hinge_plain_file *file, uint64_t at,
                                     int depth)
{
    struct hinge_plain_object object;
    enum hinge_plain state = hinge_plain_object(file, at, &object);
    if (state == HINGE_PLAIN_OK && object.attributes.heap != HINGE_PLAIN_NOWHERE)
        state = hinge_plain_attributes(file, &object.attributes);
    if (state == HINGE_PLAIN_OK && object.links.heap != HINGE_PLAIN_NOWHERE)
        state = hinge_plain_links(file, &object.links, &object.members);
    if (state == HINGE_PLAIN_OK && object.group && depth > HINGE_GROUPS_DEEP)
        state = HINGE_PLAIN_UNSURE;
    if (state == HINGE_PLAIN_OK && !object.group &&
        object.element != HINGE_ELEMENT_NONE)
        state = prove_array(source, file, &object);
    for (size_t i = 0; i < object.members.n && state == HINGE_PLAIN_OK; i++)
        state = prove_object(source, file, object.members.member[i].address, depth + 1);
    hinge_plain_object_clear(&object);
    return state;
}

enum hinge_plain hinge_plain_prove(struct hinge_source *source, const char *path)
{
    struct hinge_plain_file file;
    uint64_t root;
    enum hinge_plain state = hinge_plain_open(&file, path, source->size, &root);
    if (state == HINGE_PLAIN_OK)
        state = prove_object(source, &file, root, 0);
    hinge_plain_close(&file);
    return state;
}
