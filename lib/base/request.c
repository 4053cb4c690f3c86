/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests of callers that were compiled with another version of a header. */
#include "base/base.h"

enum hinge_status hinge_request_take(void *copy, size_t size, const void *given,
                                     struct hinge_error *error)
{
    size_t theirs;
    const unsigned char *bytes = given;
    memcpy(&theirs, given, sizeof theirs);
    memset(copy, 0, size);
    if (theirs == 0)
        theirs = size;
    for (size_t i = size; i < theirs; i++)
        if (bytes[i] != 0)
            return hinge_usage(error,
                               "a request of %zu bytes, of which this libhinge "
                               "knows %zu: it is older than the program's headers",
                               theirs, size);
    memcpy(copy, given, theirs < size ? theirs : size);
    memcpy(copy, &size, sizeof size);
    return HINGE_OK;
}

void hinge_request_blank(const char **const *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (*text[i] == NULL)
            *text[i] = "";
}

void hinge_request_none(const char **const *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (*text[i] != NULL && **text[i] == '\0')
            *text[i] = NULL;
}

enum hinge_status hinge_request_word(const char *what, const char *word, const char *words,
                                     struct hinge_error *error)
{
    if (word == NULL || *word == '\0' || hinge_listed(words, ',', word))
        return HINGE_OK;
    cleared_by(hinge_text_clear) struct hinge_text list = {0};
    for (; *words != '\0'; words++)
        hinge_text_printf(&list, "%c%s", *words, *words == ',' ? " " : "");
    return hinge_usage(error, "no %s \"%.100s\"; there are %s", what, word,
                       hinge_text_string(&list));
}
