/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Object headers of version 2 and the messages in them (specification, IV.A). */
#include "base/memory.h"
#include "store/lookup3.h"
#include "store/plain.h"

#include <stdlib.h>
#include <string.h>

enum {
    PREFIX = 6, /* signature, version, flags */
    TIMES_BYTES = 16,
    PHASE_BYTES = 4,
    HEADER_MOST = 1 << 20,
    PIECES_MOST = 64 /* of one header, the first included */
};

enum { /* kinds of message */
       NIL = 0,
       DATASPACE = 1,
       LINK_INFO = 2,
       DATATYPE = 3,
       FILL_OLD = 4,
       FILL = 5,
       LINK = 6,
       LAYOUT = 8,
       GROUP_INFO = 10,
       FILTERS = 11,
       ATTRIBUTE = 12,
       CONTINUATION = 16,
       ATTRIBUTE_INFO = 21,
       REFERENCE_COUNT = 22
};

static uint64_t number(const unsigned char *at, unsigned bytes)
{
    return hinge_little_endian(at, bytes);
}

bool hinge_plain_add(struct hinge_plain_members *members,
                     const struct hinge_plain_member *member)
{
    if (members->n == members->capacity) {
        size_t capacity = members->capacity ? 2 * members->capacity : 8;
        struct hinge_plain_member *more =
            hinge_resize(members->member, capacity, sizeof *more);
        if (more == NULL)
            return false;
        members->member = more;
        members->capacity = capacity;
    }
    members->member[members->n++] = *member;
    return true;
}

enum hinge_plain hinge_plain_link(const unsigned char *message, size_t n,
                                  struct hinge_plain_member *member,
                                  const unsigned char **name, size_t *length)
{
    if (n < 2 || message[0] != 1 || (message[1] & 0xe0) != 0)
        return HINGE_PLAIN_UNSURE;
    unsigned flags = message[1], size = 1U << (flags & 3);
    size_t at = 2, fixed = size;
    fixed += (flags & 8 ? 1U : 0U) + (flags & 4 ? 8U : 0U) + (flags & 16 ? 1U : 0U);
    if (n - at < fixed || (flags & 8 && message[at++] != 0)) /* hard links alone */
        return HINGE_PLAIN_UNSURE;
    member->order = 0;
    if (flags & 4) {
        member->order = (int64_t)number(message + at, 8);
        at += 8;
    }
    at += flags & 16 ? 1 : 0;
    uint64_t bytes = number(message + at, size);
    at += size;
    if (bytes == 0 || bytes > n - at || n - at - bytes != 8)
        return HINGE_PLAIN_UNSURE;
    *name = message + at;
    *length = (size_t)bytes;
    member->address = number(message + at + bytes, 8);
    return HINGE_PLAIN_OK;
}

static enum hinge_plain take_link(struct hinge_plain_object *object,
                                  const unsigned char *message, size_t n)
{
    struct hinge_plain_member member;
    const unsigned char *name;
    size_t length;
    enum hinge_plain state = hinge_plain_link(message, n, &member, &name, &length);
    if (state == HINGE_PLAIN_OK && !hinge_plain_add(&object->members, &member))
        state = HINGE_PLAIN_NOMEM;
    return state;
}

/* Link info and attribute info: alike but for the size of the largest order. */
static bool take_dense(struct hinge_plain_dense *dense, const unsigned char *message,
                       size_t n, unsigned order_bytes)
{
    if (n < 2 || message[0] != 0 || (message[1] & 0xfc) != 0)
        return false;
    size_t at = 2 + (message[1] & 1 ? order_bytes : 0);
    if (n < at + 16 + (message[1] & 2 ? 8 : 0))
        return false;
    dense->heap = number(message + at, 8);
    dense->names = number(message + at + 8, 8);
    if (message[1] & 2)
        dense->order = number(message + at + 16, 8);
    return true;
}

static bool take_dataspace(struct hinge_plain_object *object,
                           const unsigned char *message, size_t n)
{
    if (n < 4 || message[0] != 2 || message[1] < 1 || message[1] > HINGE_RANK_MAX ||
        message[2] > 1 || message[3] != 1)
        return false;
    object->rank = message[1];
    size_t rank = message[1];
    if (n < 4 + 8 * rank * (message[2] ? 2 : 1))
        return false;
    for (size_t d = 0; d < rank; d++) {
        object->dim[d] = number(message + 4 + 8 * d, 8);
        object->most[d] =
            message[2] ? number(message + 4 + 8 * (rank + d), 8) : object->dim[d];
        if (object->most[d] < object->dim[d])
            return false;
    }
    object->dataspace = true;
    return true;
}

static enum hinge_element whole_number(const unsigned char *message)
{
    bool negative = (message[1] & 8) != 0;
    if ((message[1] & 1) != 0 || number(message + 8, 2) != 0 ||
        number(message + 10, 2) != 8 * number(message + 4, 4))
        return HINGE_ELEMENT_FOREIGN;
    switch (number(message + 4, 4)) {
    case 1:
        return negative ? HINGE_ELEMENT_FOREIGN : HINGE_ELEMENT_U8;
    case 2:
        return negative ? HINGE_ELEMENT_FOREIGN : HINGE_ELEMENT_U16;
    case 4:
        return negative ? HINGE_ELEMENT_I32 : HINGE_ELEMENT_FOREIGN;
    case 8:
        return negative ? HINGE_ELEMENT_FOREIGN : HINGE_ELEMENT_U64;
    default:
        return HINGE_ELEMENT_FOREIGN;
    }
}

/* IEEE 754; big-endian ones of 32 bits are never stored. */
static enum hinge_element real_number(const unsigned char *message)
{
    static const unsigned char bits32[] = {0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0};
    static const unsigned char bits64[] = {0, 0, 64, 0, 52, 11, 0, 52, 255, 3, 0, 0};
    bool wide = number(message + 4, 4) == 8;
    if ((message[1] & 0xfe) != 0x20 || message[2] != (wide ? 63 : 31) ||
        (!wide && number(message + 4, 4) != 4) ||
        memcmp(message + 8, wide ? bits64 : bits32, sizeof bits32) != 0)
        return HINGE_ELEMENT_FOREIGN;
    if ((message[1] & 1) != 0)
        return wide ? HINGE_ELEMENT_FOREIGN : HINGE_ELEMENT_NONE;
    return wide ? HINGE_ELEMENT_F64 : HINGE_ELEMENT_F32;
}

static bool take_datatype(struct hinge_plain_object *object,
                          const unsigned char *message, size_t n)
{
    unsigned kind = n >= 8 ? message[0] & 0x0f : 15;
    object->element = HINGE_ELEMENT_FOREIGN;
    if (kind == 0 && n >= 12)
        object->element = whole_number(message);
    else if (kind == 1 && n >= 20)
        object->element = real_number(message);
    else if (kind == 3 && number(message + 4, 4) == 1)
        object->element = HINGE_ELEMENT_CHAR;
    object->datatype = true;
    return object->element != HINGE_ELEMENT_FOREIGN;
}

/* Chunks, by any index of version 4; what follows the kind is in the index's own
 * header too, but for one chunk, which has none. */
static bool take_layout(struct hinge_plain_object *object, const unsigned char *message,
                        size_t n)
{
    static const unsigned char parameters[] = {0, 0, 0, 1, 5};
    if (n < 5 || message[0] != 4 || message[1] != 2 || (message[2] & 0xfc) != 0 ||
        message[3] < 2 || message[3] > HINGE_RANK_MAX + 1 || message[4] < 1 ||
        message[4] > 8)
        return false;
    size_t dims = message[3], size = message[4], at = 5 + dims * size;
    if (n < at + 1)
        return false;
    for (size_t d = 0; d + 1 < dims; d++)
        object->chunk[d] = number(message + 5 + d * size, (unsigned)size);
    object->index = message[at++];
    bool one = object->index == 1, left_out = false;
    size_t skipped = object->index < sizeof parameters ? parameters[object->index] : 99;
    if (one ? message[2] != 2 : object->index < 3)
        return false;
    if (n < at + (one ? 12 : skipped) + 8)
        return false;
    if (one) {
        object->single = number(message + at, 8);
        left_out = number(message + at + 8, 4) != 0;
        at += 12;
    } else {
        at += skipped;
    }
    object->at = number(message + at, 8);
    object->layout = true;
    if (left_out && object->at != HINGE_PLAIN_NOWHERE) /* never written: anything */
        return false;
    return object->rank == 0 || (size_t)object->rank + 1 == dims;
}

/* The ids alone: names and settings are theirs. */
static bool take_filters(struct hinge_plain_object *object,
                         const unsigned char *message, size_t n)
{
    if (n < 2 || message[0] != 2 || message[1] > 3)
        return false;
    object->n_filters = message[1];
    size_t at = 2;
    for (unsigned i = 0; i < object->n_filters; i++) {
        if (n - at < 6)
            return false;
        object->filter[i] = (unsigned)number(message + at, 2);
        size_t settings = (size_t)number(message + at + 4, 2);
        if (object->filter[i] >= 256 || (n - at - 6) / 4 < settings)
            return false;
        at += 6 + 4 * settings;
    }
    object->filters = true;
    return true;
}

static enum hinge_plain take(struct hinge_plain_object *object, unsigned kind,
                             const unsigned char *message, size_t n)
{
    bool known = true;
    switch (kind) {
    case NIL:
    case FILL_OLD:
    case FILL:
    case ATTRIBUTE:
    case REFERENCE_COUNT:
        break;
    case GROUP_INFO:
        object->group = true;
        break;
    case LINK:
        return take_link(object, message, n);
    case LINK_INFO:
        object->group = true;
        known = take_dense(&object->links, message, n, 8);
        break;
    case ATTRIBUTE_INFO:
        known = take_dense(&object->attributes, message, n, 2);
        break;
    case DATASPACE:
        known = take_dataspace(object, message, n);
        break;
    case DATATYPE:
        known = take_datatype(object, message, n);
        break;
    case LAYOUT:
        known = take_layout(object, message, n);
        break;
    case FILTERS:
        known = take_filters(object, message, n);
        break;
    default:
        known = false;
    }
    return known ? HINGE_PLAIN_OK : HINGE_PLAIN_UNSURE;
}

/* Where further messages are. */
struct further {
    size_t n;
    uint64_t at[PIECES_MOST], bytes[PIECES_MOST];
};

/* n bytes of messages, each with `ordered` or without its order of creation. */
static enum hinge_plain take_all(struct hinge_plain_object *object,
                                 const unsigned char *messages, size_t n, bool ordered,
                                 struct further *further)
{
    const size_t head = ordered ? 6 : 4;
    enum hinge_plain state = HINGE_PLAIN_OK;
    for (size_t at = 0; n - at >= head && state == HINGE_PLAIN_OK;) {
        unsigned kind = messages[at], flags = messages[at + 3];
        size_t size = (size_t)number(messages + at + 1, 2);
        at += head;
        if (size > n - at || (flags & 2) != 0) /* 2: shared, kept elsewhere */
            return HINGE_PLAIN_UNSURE;
        if (kind == CONTINUATION) {
            if (size < 16 || further->n == PIECES_MOST)
                return HINGE_PLAIN_UNSURE;
            further->at[further->n] = number(messages + at, 8);
            further->bytes[further->n++] = number(messages + at + 8, 8);
        } else {
            state = take(object, kind, messages + at, size);
        }
        at += size;
    }
    return state;
}

/* Size of the first block of a header, and where its messages begin. */
static enum hinge_plain measure(struct hinge_plain_file *file, uint64_t at,
                                size_t *begin, size_t *bytes, unsigned *flags)
{
    unsigned char start[PREFIX + TIMES_BYTES + PHASE_BYTES + 8] = {0};
    size_t there = at < file->size && file->size - at < sizeof start
                       ? (size_t)(file->size - at)
                       : sizeof start;
    enum hinge_plain state = hinge_plain_read(file, at, there, start);
    if (state != HINGE_PLAIN_OK)
        return state;
    *flags = start[5];
    unsigned wide = 1U << (*flags & 3);
    *begin = PREFIX + (*flags & 32 ? (size_t)TIMES_BYTES : 0) +
             (*flags & 16 ? (size_t)PHASE_BYTES : 0);
    uint64_t size = number(start + *begin, wide);
    *begin += wide;
    *bytes = *begin + (size_t)size + 4;
    return start[4] == 2 && size <= HEADER_MOST ? HINGE_PLAIN_OK : HINGE_PLAIN_UNSURE;
}

/* A dataset has all that libhdf5 needs to open it, a group is nothing else. */
static bool makes_sense(const struct hinge_plain_object *object)
{
    if (object->group)
        return !object->dataspace && !object->datatype && !object->layout;
    return object->dataspace && object->datatype && object->layout && object->filters &&
           object->members.n == 0;
}

enum hinge_plain hinge_plain_object(struct hinge_plain_file *file, uint64_t at,
                                    struct hinge_plain_object *object)
{
    static const struct hinge_plain_dense none = {
        HINGE_PLAIN_NOWHERE, HINGE_PLAIN_NOWHERE, HINGE_PLAIN_NOWHERE};
    *object = (struct hinge_plain_object){.links = none, .attributes = none};
    size_t begin, bytes;
    unsigned flags;
    unsigned char *block;
    struct further further = {0};
    enum hinge_plain state = measure(file, at, &begin, &bytes, &flags);
    if (state == HINGE_PLAIN_OK)
        state = hinge_plain_block(file, at, bytes, "OHDR", &block);
    if (state != HINGE_PLAIN_OK)
        return state;
    bool ordered = (flags & 4) != 0;
    state = take_all(object, block + begin, bytes - begin - 4, ordered, &further);
    free(block);
    for (size_t i = 0; i < further.n && state == HINGE_PLAIN_OK; i++) {
        uint64_t size = further.bytes[i];
        if (size < 8 || size > HEADER_MOST)
            return HINGE_PLAIN_UNSURE;
        state = hinge_plain_block(file, further.at[i], (size_t)size, "OCHK", &block);
        if (state != HINGE_PLAIN_OK)
            return state;
        state = take_all(object, block + 4, (size_t)size - 8, ordered, &further);
        free(block);
    }
    if (state == HINGE_PLAIN_OK && !makes_sense(object))
        state = HINGE_PLAIN_UNSURE;
    return state;
}

void hinge_plain_object_clear(struct hinge_plain_object *object)
{
    free(object->members.member);
    object->members = (struct hinge_plain_members){0};
}
