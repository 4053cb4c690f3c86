/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of hinge/codes.def. */
#include "base/base.h"

static const struct hinge_code rows[] = {
#define ROW(name, kind, severity, as_warning, effect, concern, bit, phrase, needs, detail, remedy) \
    {#name,                                                                                        \
     kind,                                                                                         \
     HINGE_CODE_##severity,                                                                        \
     HINGE_CODE_##as_warning,                                                                      \
     HINGE_EFFECT_##effect,                                                                        \
     HINGE_CONCERN_##concern,                                                                      \
     bit,                                                                                          \
     phrase,                                                                                       \
     needs,                                                                                        \
     detail,                                                                                       \
     remedy},
#define HINGE_REASON(number, name, severity, phrase, needs, detail, remedy)                        \
    ROW(name, HINGE_CODE_REASON, severity, severity, NOTES, NOTHING, 0, phrase, needs, detail,     \
        remedy)
#define HINGE_WARNING(bit, name, severity, effect, concern, phrase, needs, detail, remedy)         \
    ROW(name, HINGE_CODE_WARNING, severity, severity, effect, concern, UINT64_C(1) << bit, phrase, \
        needs, detail, remedy)
#define HINGE_BOTH(number, bit, name, severity, as_warning, effect, concern, phrase, needs,        \
                   detail, remedy)                                                                 \
    ROW(name, HINGE_CODE_REASON | HINGE_CODE_WARNING, severity, as_warning, effect, concern,       \
        UINT64_C(1) << bit, phrase, needs, detail, remedy)
#define HINGE_FINDING(name, effect, phrase, detail, remedy)                                        \
    ROW(name, HINGE_CODE_FINDING, NOTE, NOTE, effect, NOTHING, 0, phrase, NULL, detail, remedy)
#define HINGE_REFUSAL(name, status, says, phrase, detail, remedy)                                  \
    ROW(name, HINGE_CODE_STATISTICS, REFUSED, REFUSED, NOTES, NOTHING, 0, phrase, NULL, detail,    \
        remedy)
#define HINGE_REMARK(name, severity, says, phrase, detail, remedy)                                 \
    ROW(name, HINGE_CODE_STATISTICS, severity, severity, NOTES, NOTHING, 0, phrase, NULL, detail,  \
        remedy)
#include <hinge/codes.def>
};

const struct hinge_code *hinge_codes(size_t *n)
{
    *n = sizeof rows / sizeof *rows;
    return rows;
}

const struct hinge_code *hinge_code_find(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strlen(rows[i].name) == length && strncmp(rows[i].name, name, length) == 0)
            return &rows[i];
    return NULL;
}

const char *hinge_reason_phrase(enum hinge_reason reason)
{
    const char *name = hinge_reason_name(reason);
    const struct hinge_code *code = hinge_code_find(name, strlen(name));
    return code != NULL ? code->phrase : "";
}

const char *hinge_effect_words(enum hinge_code_effect effect)
{
    static const char *const words[] = {
#define X(name, what) what,
        HINGE_EFFECT_LIST(X)
#undef X
    };
    return words[effect];
}

/* By bit. */
static const struct {
    unsigned char effect;
    enum hinge_reason reason;
} of_bit[64] = {
#define HINGE_WARNING(bit, name, severity, effect, concern, phrase, needs, detail, remedy)         \
    [bit] = {HINGE_EFFECT_##effect, HINGE_REASON_OK},
#define HINGE_BOTH(number, bit, name, severity, as_warning, effect, concern, phrase, needs,        \
                   detail, remedy)                                                                 \
    [bit] = {HINGE_EFFECT_##effect, HINGE_REASON_##name},
#include <hinge/codes.def>
};

uint64_t hinge_warnings_that(uint64_t warnings, enum hinge_code_effect effect)
{
    uint64_t some = 0;
    for (int bit = 0; warnings >> bit != 0 && bit < 63; bit++)
        if (of_bit[bit].effect == effect)
            some |= warnings & UINT64_C(1) << bit;
    return some;
}

enum hinge_reason hinge_warning_reason(uint64_t warnings)
{
    int bit = 0;
    while (bit < 63 && (warnings >> bit & 1) == 0)
        bit++;
    return of_bit[bit].reason;
}
