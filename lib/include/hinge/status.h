/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Status codes, reason codes and errors: what public functions return, and what refused values
 * carry. The caller owns struct hinge_error; nothing is global. Every public header includes this
 * one, and with it stdbool.h, stddef.h and stdint.h. */
#pragma once

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

/* Reason codes: a refused value is NaN with a reason; a refused recording or file has a reason in
 * its row of the ledger. Files hold their numbers. hinge/codes.def has a row for each, and
 * docs/reasons.md says what they mean. */
enum hinge_reason {
    HINGE_REASON_OK = 0,
#define HINGE_REASON(number, name) HINGE_REASON_##name = number,
#include <hinge/reasons.def>
/* their number, with OK */
#define HINGE_REASON(number, name) +1
    HINGE_REASON_COUNT = 1
#include <hinge/reasons.def>
};

/* What went wrong and where, in the user's words. */
struct hinge_error {
    enum hinge_status status;
    enum hinge_reason reason; /* for the ledger; HINGE_REASON_OK if the error is not about a file */
    char message[1024]; /* one line: where, found, expected, what to do; then commands to paste,
                           each on a line after eight blanks */
    const char *code;   /* of the statistics ("E_OPTION"); NULL for other errors */
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

/* The name of a status ("INPUT"); "" for a number outside the enum. */
HINGE_API const char *hinge_status_name(enum hinge_status status);

/* The name of a reason as tables print it ("TIER_C_NO_LUMBAR"); "" for OK, "UNKNOWN" for a number
 * outside the enum. */
HINGE_API const char *hinge_reason_name(enum hinge_reason reason);

/* The reason with this name, HINGE_REASON_COUNT if there is none. */
HINGE_API enum hinge_reason hinge_reason_find(const char *name);

/* Writes the names of the warnings in `bits`, joined by blanks, into text (capacity bytes, always
 * terminated). Returns text. */
HINGE_API const char *hinge_warning_names(uint64_t bits, char *text, size_t capacity);

HINGE_END_C_DECLS
