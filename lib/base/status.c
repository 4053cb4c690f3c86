/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of statuses, reasons and warning bits; filling of errors. */
#include "base/base.h"
#include <hinge/init.h>
#include <hinge/warnings.h>

static const int exit_codes[] = {
#define X(name, exit_code, meaning) exit_code,
    HINGE_STATUS_LIST(X)
#undef X
};

static const char *const status_names[] = {
#define X(name, exit_code, meaning) #name,
    HINGE_STATUS_LIST(X)
#undef X
};

static const char *const reason_names[HINGE_REASON_COUNT] = {
    "OK",
#define HINGE_REASON(number, name) [number] = #name,
#include <hinge/reasons.def>
};

static const char *const warning_names[HINGE_WARNING_COUNT] = {
#define HINGE_WARNING(bit, name) [bit] = #name,
#include <hinge/warnings.def>
};

bool hinge_error_is_absence(const struct hinge_error *error)
{
    return (error->status == HINGE_INPUT || error->status == HINGE_USAGE) &&
           error->reason != HINGE_REASON_DAMAGED && error->reason != HINGE_REASON_UNREADABLE;
}

enum hinge_status hinge_error_vset(struct hinge_error *error, enum hinge_status status,
                                   enum hinge_reason reason, const char *format, va_list args)
{
    if (error != NULL) {
        char raw[sizeof error->message];
        vsnprintf(raw, sizeof raw, format, args);
        /* a file name may hold an escape sequence: nothing that steers reaches the terminal */
        const size_t capacity = sizeof error->message;
        size_t used = 0;
        const char *in = raw;
        for (size_t left = 0; *in != '\0' && used + 5 < capacity; in++) {
            if (left == 0) {
                left = hinge_text_steers(in);
                /* no UTF-8: Latin-1 to whoever takes the message; what is shown is escaped later */
                left = left == 1 && (unsigned char)*in >= 0x80 ? 0 : left;
            }
            if (left > 0)
                used += (size_t)snprintf(error->message + used, capacity - used, "\\x%02x",
                                         (unsigned)(unsigned char)*in);
            else
                error->message[used++] = *in;
            left -= left > 0;
        }
        error->message[used] = '\0';
        error->status = status;
        error->reason = reason;
        error->code = NULL;
    }
    return status;
}

enum hinge_status hinge_error_set(struct hinge_error *error, enum hinge_status status,
                                  enum hinge_reason reason, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    hinge_error_vset(error, status, reason, format, args);
    va_end(args);
    return status;
}

enum hinge_status hinge_no_memory(struct hinge_error *error)
{
    (void)error;
    hinge_out_of_memory();
}

int hinge_status_exit(enum hinge_status status)
{
    return (unsigned)status < HINGE_STATUS_COUNT ? exit_codes[status] : 70;
}

const char *hinge_status_name(enum hinge_status status)
{
    return (unsigned)status < HINGE_STATUS_COUNT ? status_names[status] : "";
}

const char *hinge_reason_name(enum hinge_reason reason)
{
    if (reason == HINGE_REASON_OK)
        return "";
    return (unsigned)reason < HINGE_REASON_COUNT ? reason_names[reason] : "UNKNOWN";
}

enum hinge_reason hinge_reason_find(const char *name)
{
    return (enum hinge_reason)hinge_name_at(reason_names, HINGE_REASON_COUNT, name);
}

const char *hinge_warning_names(uint64_t bits, char *text, size_t capacity)
{
    size_t used = 0;
    if (capacity == 0)
        return text;
    text[0] = '\0';
    for (unsigned i = 0; i < HINGE_WARNING_COUNT; i++) {
        if ((bits >> i & 1u) == 0 || used >= capacity)
            continue;
        used += (size_t)snprintf(text + used, capacity - used, "%s%s", used ? " " : "",
                                 warning_names[i]);
    }
    return text;
}
