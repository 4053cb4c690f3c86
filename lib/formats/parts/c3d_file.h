/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a C3D file (www.c3d.org, user guide): header, parameters, frames. In:
 * the file's bytes, which stay the caller's and must outlive what is opened on them;
 * out: parameters by group and name, numbers in native form. Every offset is checked
 * against the bytes that are there. */
#ifndef HINGE_FORMATS_C3D_FILE_H
#define HINGE_FORMATS_C3D_FILE_H

#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>

enum { HINGE_C3D_BLOCK = 512 };
enum hinge_c3d_processor { HINGE_C3D_INTEL = 84, HINGE_C3D_DEC, HINGE_C3D_SGI };

/* One parameter: type -1 text, 1 byte, 2 integer, 4 real; data in the file's encoding.
 */
struct hinge_c3d_parameter {
    char group[33], name[128];
    int group_id, type;
    size_t n_dims;
    size_t dim[7];
    size_t count; /* numbers, or characters */
    const unsigned char *data;
};

struct hinge_c3d {
    const unsigned char *bytes;
    size_t size;
    enum hinge_c3d_processor processor;
    size_t n_points, analog_per_frame; /* analog: numbers, all channels and samples */
    size_t samples_per_frame;
    size_t n_frames;     /* as declared */
    double scale;        /* of integers; negative: reals */
    double rate_hz;      /* NaN or 0 when not said */
    size_t data_offset;  /* of the first frame */
    size_t parameter_at; /* offset of the parameter section */
    size_t parameter_size;
    struct hinge_c3d_parameter *parameter;
    size_t n_parameters;
};

/* Whether the first bytes are those of a C3D file. */
bool hinge_c3d_is(const void *bytes, size_t size);

/* Errors: INPUT (BAD_HEADER, naming what is wrong), NOMEM. */
enum hinge_status hinge_c3d_open(const char *shown, const void *bytes, size_t size,
                                 struct hinge_c3d *file, struct hinge_error *error);
void hinge_c3d_close(struct hinge_c3d *file);

/* The i-th number of GROUP:NAME, otherwise when there is none. Integers are taken as
 * unsigned where `is_unsigned`. */
double hinge_c3d_number(const struct hinge_c3d *file, const char *group, const char *name, size_t i,
                        bool is_unsigned, double otherwise);

/* A number of things: 0 when there is none, or none that can be counted. */
size_t hinge_c3d_count(const struct hinge_c3d *file, const char *group, const char *name);

/* The i-th text of GROUP:NAME and, past its end, of NAME2, NAME3, …, without trailing
 * blanks, into text; false past the last. */
bool hinge_c3d_text(const struct hinge_c3d *file, const char *group, const char *name, size_t i,
                    char *text, size_t capacity);

/* Numbers of the data section and of parameters, by the file's processor. */
double hinge_c3d_real(const struct hinge_c3d *file, const unsigned char *at);
int hinge_c3d_integer(const struct hinge_c3d *file, const unsigned char *at);

#endif
