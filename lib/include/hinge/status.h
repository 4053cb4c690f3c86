/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Status codes, reason codes and errors: what public functions return, and what refused values
 * carry. The caller owns struct hinge_error; nothing is global. Every public header includes this
 * one, and with it stdbool.h, stddef.h and stdint.h. */
#ifndef HINGE_STATUS_H
#define HINGE_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define HINGE_BEGIN_C_DECLS extern "C" {
#define HINGE_END_C_DECLS }
#else
#define HINGE_BEGIN_C_DECLS
#define HINGE_END_C_DECLS
#endif

HINGE_BEGIN_C_DECLS

#if defined(__GNUC__)
#define HINGE_API __attribute__((visibility("default")))
#ifdef _WIN32 /* mingw-w64's own printf, which knows C99 */
#define HINGE_PRINTF(f, a) __attribute__((format(gnu_printf, f, a)))
#else
#define HINGE_PRINTF(f, a) __attribute__((format(printf, f, a)))
#endif
#define HINGE_MUST_CHECK __attribute__((warn_unused_result))
#define HINGE_NORETURN __attribute__((noreturn))
#else
#define HINGE_API
#define HINGE_PRINTF(f, a)
#define HINGE_MUST_CHECK
#define HINGE_NORETURN
#endif

/* name, exit code of a program, meaning */
#define HINGE_STATUS_LIST(X)                                                                       \
    X(OK, 0, "all good")                                                                           \
    X(USAGE, 2, "options, config or column name are wrong")                                        \
    X(INPUT, 3, "input can't be used: missing, malformed, damaged or ambiguous")                   \
    X(PARTIAL, 4, "done, but some trials were refused")                                            \
    X(WRITE, 5, "cannot write; the old output is intact, or the message says otherwise")           \
    X(NOMEM, 5, "out of memory")                                                                   \
    X(IO, 5, "a file cannot be read at the moment; it may be whole")                               \
    X(INTERNAL, 70, "internal error, please report it")                                            \
    X(INTERRUPTED, 130, "interrupted (SIGTERM 143, SIGHUP 129); run it again")

#define X(name, exit_code, meaning) HINGE_##name,
enum hinge_status { HINGE_STATUS_LIST(X) HINGE_STATUS_COUNT };
#undef X

/* Reason codes. Their numbers are stored in files, so append only. A refused value is NaN with a
 * reason; a refused recording or file has a reason in its row of the ledger. docs/reasons.md says
 * what each means. */
/* clang-format off */
#define HINGE_REASON_LIST(X)                                                                       \
    X(OK)                                                                                          \
    X(TIER_C_NO_LUMBAR) X(TIER_TOO_LOW) X(INSUFFICIENT_LANDMARKS) X(NO_THIGH) X(NO_POSITIONS)      \
    X(NO_FRONTAL) X(NO_METRIC_SCALE) X(NO_STANDING_REF)                                            \
    X(NO_HEAD) X(NO_FOOT) X(NO_HANDS) X(NO_LOAD) X(NO_EMG) X(NO_FORCE) X(NO_RIB_MARKERS)           \
    X(NO_REFERENCE_TRIAL) X(NO_MAXFLEX)                                                            \
    X(VERTICAL_UNKNOWN) X(VERTICAL_SUSPECT) X(FACING_AMBIGUOUS) X(ASPECT_UNKNOWN)                  \
    X(VIEW_NOT_SAGITTAL) X(SIDE_LOW_CONF)                                                          \
    X(FS_TOO_LOW) X(TIME_NOT_MONOTONIC)                                                            \
    X(GAP_IN_PHASE) X(TOO_MANY_GAPS)                                                               \
    X(SEG_DEGENERATE) X(GIMBAL) X(DEN_SMALL) X(ROM_SMALL) X(LOG_NONPOS) X(BIN_NOT_REACHED)         \
    X(PHASE_MISSING) X(PHASE_TOO_SHORT) X(CRP_NEEDS_CYCLE)                                         \
    X(NO_REPS) X(TOO_FEW_REPS) X(PARTIAL_REP) X(NO_ECCENTRIC) X(TRUNCATED)                         \
    X(NOT_APPLICABLE_VARIANT) X(LUMBAR_DEF_MIXED) X(INFERRED) X(MIDFOOT_PROXY) X(COM_PROXY)        \
    X(EMG_BASELINE_NOISY) X(NOISE_TOO_HIGH) X(FS_UNKNOWN)                                          \
    X(STEPPING) X(ALTERNATING) X(NO_TRUNK) X(TOO_SHORT) X(MANUAL)                                  \
    X(UNREADABLE) X(EMPTY_FILE) X(NO_ROWS) X(NOT_TEXT) X(UNKNOWN_FORMAT) X(AMBIGUOUS_FORMAT)       \
    X(BAD_HEADER) X(RAGGED) X(NOT_A_NUMBER) X(BAD_COLUMN) X(DUPLICATE_COLUMN)                      \
    X(DUPLICATE_RECORDING) X(OUTSIDE_FOLDER) X(TOO_LARGE) X(DAMAGED)                               \
    X(UNITS_UNKNOWN) X(NAME_MISMATCH) X(MARKERS_SUSPECT) X(NO_SIDE)                                \
    X(NOT_RECORDED) X(THIGH_KNOWN) X(EXCLUDED) X(EXTERNAL_FORCE) X(NOT_COUNTED) X(NOT_REACHED)\
    X(FEET_MOVED) X(THIGHS_DIFFER)
/* clang-format on */

#define X(name) HINGE_REASON_##name,
enum hinge_reason { HINGE_REASON_LIST(X) HINGE_REASON_COUNT };
#undef X

/* Warnings qualify a value and never refuse it. They are bits of a uint64 in files, so append
 * only. */
/* clang-format off */
#define HINGE_WARNING_LIST(X)                                                                      \
    X(HELD) X(YAW_DRIFT) X(FOOT_MOVED) X(OUT_OF_PLANE) X(PELVIS_S1) X(MIDFOOT_PROXY)               \
    X(COM_PROXY) X(SCALE_FROM_HEIGHT) X(AUTO_FLOOR) X(PARTIAL) X(NO_LOCKOUT) X(DEEP_OUTLIER)       \
    X(GHOSTS) X(VERTICAL_SUSPECT) X(VIEW_WARN) X(SIDE_LOW_CONF) X(EXPLORATORY) X(IMPLAUSIBLE)      \
    X(MANUAL_SEG) X(HOLD_LONG) X(ORDER_CONFOUNDED) X(SMOOTHED) X(TOO_FAST) X(NO_STANDING_REF)      \
    X(STAND_LOCKOUT) X(GAIT_UNTESTED) X(FACING_AMBIGUOUS) X(REBOUND) X(TRUNK_IS_THORAX)            \
    X(SHOT_CUT) X(ASPECT_SUSPECT) X(MARKERS_SUSPECT) X(EMG_BASELINE_NOISY) X(EXCLUDED)             \
    X(FEET_MOVED) X(THIGHS_DIFFER)
/* clang-format on */

#define X(name) HINGE_WARNING_INDEX_##name,
enum hinge_warning_index { HINGE_WARNING_LIST(X) HINGE_WARNING_COUNT };
#undef X
#define HINGE_WARN(name) (UINT64_C(1) << HINGE_WARNING_INDEX_##name)

/* What went wrong and where, in the user's words. */
struct hinge_error {
    enum hinge_status status;
    enum hinge_reason reason; /* for the ledger; HINGE_REASON_OK if the error is not about a file */
    char message[1024];       /* one line: where, found, expected, what to do */
    const char *code;         /* of the statistics ("E_OPTION"); NULL for other errors */
};

#define HINGE_ERROR_INIT                                                                           \
    {                                                                                              \
        HINGE_OK, HINGE_REASON_OK, "", NULL                                                        \
    }

/* Fills *error (may be NULL) and returns status, for `return hinge_error_set(...)`. Control
 * characters in the message become \xNN. */
HINGE_API enum hinge_status hinge_error_set(struct hinge_error *error, enum hinge_status status,
                                            enum hinge_reason reason, const char *format, ...)
    HINGE_PRINTF(4, 5);

/* Whether an error only means that there is nothing to show: INPUT or USAGE, but not a file that
 * is damaged or cannot be read. */
HINGE_API bool hinge_error_is_absence(const struct hinge_error *error);

/* Ends the program (hinge_out_of_memory) if a library or the system has no memory. */
HINGE_API enum hinge_status hinge_no_memory(struct hinge_error *error);

/* Process exit code of a status (0 2 3 4 5 70 130). */
HINGE_API int hinge_status_exit(enum hinge_status status);

/* The name of a reason as tables print it ("TIER_C_NO_LUMBAR"); "" for OK, "UNKNOWN" for a number
 * outside the enum. */
HINGE_API const char *hinge_reason_name(enum hinge_reason reason);

/* The reason with this name, HINGE_REASON_COUNT if there is none. */
HINGE_API enum hinge_reason hinge_reason_find(const char *name);

/* Writes the names of the warnings in `bits`, joined by blanks, into text (capacity bytes, always
 * terminated). Returns text. */
HINGE_API const char *hinge_warning_names(uint64_t bits, char *text, size_t capacity);

HINGE_END_C_DECLS

#endif
