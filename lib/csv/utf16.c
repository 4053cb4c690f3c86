/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text in UTF-16, as spreadsheets save "Unicode text", made UTF-8. In and out: the
 * bytes of a file, the caller's. */
#include "base/memory.h"
#include "csv/csv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LOOKED = 64, LEAST = 8 };

/* *low tells where the low byte of a character is. With a mark, or where of plain text
 * one byte in two is NUL and never both. */
static bool look(const unsigned char *data, size_t size, size_t *low)
{
    size_t looked = size < LOOKED ? size / 2 * 2 : LOOKED, zero[2] = {0, 0}, both = 0;
    if (size >= 2 && data[0] + data[1] == 0xFF + 0xFE && data[0] >= 0xFE) {
        *low = data[0] == 0xFF ? 0 : 1;
        return true;
    }
    for (size_t i = 0; i + 1 < looked; i += 2) {
        zero[0] += data[i] == 0;
        zero[1] += data[i + 1] == 0;
        both += data[i] == 0 && data[i + 1] == 0;
    }
    *low = zero[0] > zero[1] ? 1 : 0;
    return looked >= LEAST && both == 0 && data[1 - *low] == 0 &&
           zero[1 - *low] * 2 > looked * 3 / 4;
}

bool hinge_csv_is_utf16(const struct hinge_bytes *bytes)
{
    size_t low;
    return look((const unsigned char *)bytes->data, bytes->size, &low);
}

/* Writes a character; returns its bytes. */
static size_t put(char *to, uint32_t c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char first[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n - 1; i > 0; i--, c >>= 6)
        to[i] = (char)(0x80 | (c & 0x3F));
    to[0] = (char)(first[n] | c);
    return n;
}

void hinge_csv_from_utf16(struct hinge_bytes *bytes)
{
    const unsigned char *data = (const unsigned char *)bytes->data;
    size_t low, n = 0, units = bytes->size / 2;
    if (!look(data, bytes->size, &low))
        return;
    size_t capacity = 3 * units + HINGE_FILE_PADDING;
    char *text = hinge_alloc(capacity, 1);
    for (size_t i = 0; i < units; i++) {
        uint32_t c = (uint32_t)(data[2 * i + low] | data[2 * i + 1 - low] << 8), next;
        if (i == 0 && c == 0xFEFF)
            continue;
        if (c >= 0xD800 && c < 0xDC00 && i + 1 < units) {
            next = (uint32_t)(data[2 * i + 2 + low] | data[2 * i + 3 - low] << 8);
            if (next >= 0xDC00 && next < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (next - 0xDC00);
                i++;
            }
        }
        n += put(text + n, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
    }
    memset(text + n, 0, HINGE_FILE_PADDING);
    free(bytes->data);
    *bytes = (struct hinge_bytes){text, n, capacity};
}
