/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file's bytes as delimited text: made UTF-8, found to be text, its delimiter and decimal mark.
 * In: the bytes; out: a source that borrows them. Nothing is taken from the file's extension or the
 * locale. */
#include "csv/reader.h"
#include "os/text.h"

/* --- UTF-16, as spreadsheets save "Unicode text", in place --- */

enum { LOOKED = 64, LEAST = 8 };

/* Whether of plain text one byte in two is NUL and never both; *low tells where the low byte of a
 * character is. */
static bool is_half_nul(const unsigned char *data, size_t size, size_t *low)
{
    size_t looked = size < LOOKED ? size / 2 * 2 : LOOKED, zero[2] = {0, 0}, both = 0;
    for (size_t i = 0; i < looked; i += 2) {
        zero[0] += data[i] == 0;
        zero[1] += data[i + 1] == 0;
        both += data[i] == 0 && data[i + 1] == 0;
    }
    *low = zero[0] > zero[1] ? 1 : 0;
    return looked >= LEAST && both == 0 && zero[1 - *low] * 2 > looked * 3 / 4;
}

/* The same for text with a mark, or whose first character is a plain one. */
static bool look(const unsigned char *data, size_t size, size_t *low)
{
    if (size >= 2 && data[0] + data[1] == 0xFF + 0xFE && data[0] >= 0xFE) {
        *low = data[0] == 0xFF ? 0 : 1;
        return true;
    }
    return is_half_nul(data, size, low) && data[1 - *low] == 0;
}

bool hinge_csv_is_utf16(const struct hinge_bytes *bytes, bool *low_first)
{
    size_t low;
    bool is = look((const unsigned char *)bytes->data, bytes->size, &low);
    if (low_first != NULL)
        *low_first = is && low == 0;
    return is;
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
        n += hinge_utf8_write(text + n, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
    }
    memset(text + n, 0, HINGE_FILE_PADDING);
    free(bytes->data);
    *bytes = (struct hinge_bytes){text, n, capacity};
}

const char *hinge_csv_shown(const char *text, size_t length, char shown[HINGE_CSV_SHOWN])
{
    size_t limit = HINGE_CSV_SHOWN - 4;
    size_t n = length < limit ? length : limit;
    size_t valid = hinge_utf8_valid(text, n);
    /* a character cut at the limit is left off; bytes that are no UTF-8 become '?' */
    if (n == limit && n - valid < 4 && hinge_utf8_valid(text, length) > valid)
        n = valid;
    for (size_t i = 0; i < n; i++)
        shown[i] = i >= valid && (unsigned char)text[i] >= 0x80 ? '?' : text[i];
    memcpy(shown + n, length > limit ? "..." : "", length > limit ? 4 : 1);
    return shown;
}

/* --- is it text, and how is it delimited? --- */

enum { SAMPLE_LINES = 48 };

#define PICTURE(kind)                                                                              \
    "a picture (" kind                                                                             \
    "), not a table of points; give the file of points that a pose estimator wrote "               \
    "(docs/my-folder.md)"
#define FILM(kind)                                                                                 \
    "a film (" kind                                                                                \
    "), not a table of points; docs/my-folder.md says how to make keypoints of it: give their "    \
    "file"
#define SOUND(kind) "sound (" kind "), not a table of points; name the recording"
#define MODEL(kind)                                                                                \
    kind ", numbers of a body model; write the places of its joints as BVH, TRC or CSV"
#define OFFICE(kind) "a " kind "; save its table as CSV"
#define AT_START NULL, 0

/* Files people give by mistake, by their first bytes; the first row that fits counts.
 * `also`: text at that place as well, or anywhere if the place is 0. */
static const struct {
    const char *bytes;
    size_t length;
    const char *also;
    size_t at;
    const char *message;
} not_text[] = {
    {"\x89PNG", 4, AT_START, PICTURE("PNG")},
    {"\xff\xd8\xff", 3, AT_START, PICTURE("JPEG")},
    {"GIF8", 4, AT_START, PICTURE("GIF")},
    {"II*\0", 4, AT_START, PICTURE("TIFF")},
    {"MM\0*", 4, AT_START, PICTURE("TIFF")},
    {"RIFF", 4, "WEBP", 8, PICTURE("WebP")},
    {"\0", 1, "ftyphei", 4, PICTURE("HEIC")},
    {"\0", 1, "ftypmif1", 4, PICTURE("HEIC")},
    {"\0", 1, "ftypavif", 4, PICTURE("AVIF")},
    {"\0", 1, "ftypM4A", 4, SOUND("M4A")},
    {"\0", 1, "ftyp", 4, FILM("MP4 or MOV")},
    {"\0", 1, "moov", 4, FILM("MOV")},
    {"\0", 1, "mdat", 4, FILM("MOV")},
    {"\0", 1, "wide", 4, FILM("MOV")},
    {"RIFF", 4, "AVI ", 8, FILM("AVI")},
    {"\x1a\x45\xdf\xa3", 4, AT_START, FILM("MKV or WebM")},
    {"\x30\x26\xb2\x75", 4, AT_START, FILM("WMV")},
    {"\0\0\1\xba", 4, AT_START, FILM("MPEG")},
    {"\x47\x40\0", 3, AT_START, FILM("MPEG")},
    {"\x47\x40\x11", 3, AT_START, FILM("MPEG")},
    {"\0", 1, "G@", 4, FILM("MTS")},
    {"ID3\2", 4, AT_START, SOUND("MP3")},
    {"ID3\3", 4, AT_START, SOUND("MP3")},
    {"ID3\4", 4, AT_START, SOUND("MP3")},
    {"\xff\xfb", 2, AT_START, SOUND("MP3")},
    {"\xff\xf3", 2, AT_START, SOUND("MP3")},
    {"RIFF", 4, "WAVE", 8, SOUND("WAV")},
    {"OggS", 4, AT_START, SOUND("Ogg")},
    {"fLaC", 4, AT_START, SOUND("FLAC")},
    {"PK\x03\x04", 4, "xl/workbook.", 0, OFFICE("spreadsheet (xlsx)")},
    {"PK\x03\x04", 4, "opendocument.spreadsheet", 0, OFFICE("spreadsheet (ods)")},
    {"PK\x03\x04", 4, "word/document.", 0, OFFICE("Word document (docx)")},
    {"PK\x03\x04", 4, "opendocument.text", 0, OFFICE("text document (odt)")},
    {"PK\x03\x04", 4, "ppt/presentation.", 0, OFFICE("presentation (pptx)")},
    {"PK\x03\x04", 4, "pred_keypoints_3d.npy", 0, MODEL("a pose of SAM 3D Body (MHR, 70 points)")},
    {"PK\x03\x04", 4, "poses.npy", 0, MODEL("SMPL body parameters")},
    {"PK\x03\x04", 4, "body_pose.npy", 0, MODEL("SMPL body parameters")},
    {"PK\x03\x04", 4, ".npy", 0, "NumPy arrays; save the joints with numpy.savetxt or as CSV"},
    {"Kaydara FBX", 11, AT_START, "FBX, a scene of an animation program: convert it to BVH"},
    {"; FBX ", 6, AT_START, "FBX, a scene of an animation program: convert it to BVH"},
    {"PK\x03\x04", 4, AT_START,
     "a zip archive, or a spreadsheet that was cut off; unpack it, or save it as CSV"},
    {"\xd0\xcf\x11\xe0", 4, AT_START, OFFICE("file of an old Office version (xls, doc, ppt)")},
    {"{\\rtf", 5, AT_START, OFFICE("text document (rtf)")},
    {"%PDF", 4, AT_START, "a PDF file, not text; export the numbers as CSV"},
    {"MATLAB 5.0 MAT", 14, AT_START, "a MATLAB file; write its numbers with writetable as CSV"},
    {"\x93NUMPY", 6, AT_START, "a NumPy file; save it with numpy.savetxt or as CSV"},
    {"\x80\x04\x95", 3, AT_START, "a Python pickle; save its numbers as CSV"},
    {"\x80\x05\x95", 3, AT_START, "a Python pickle; save its numbers as CSV"},
    {"$FL2", 4, AT_START, "an SPSS file; save it as CSV"},
    {"PAR1", 4, AT_START, "a Parquet file; save it as CSV"},
    {"\x1f\x8b", 2, AT_START, "a gzip file; unpack it first"},
    {"7z\xbc\xaf", 4, AT_START, "a 7z archive; unpack it first"},
    {"Rar!", 4, AT_START, "a RAR archive; unpack it first"},
    {"\x28\xb5\x2f\xfd", 4, AT_START, "a zstd file; unpack it first"},
    {"BZh", 3, AT_START, "a bzip2 file; unpack it first"},
    {"\3757zXZ", 5, AT_START, "an xz file; unpack it first"},
    {"SQLite format 3", 15, AT_START, "an SQLite database; export the table as CSV"},
    {"\177ELF", 4, AT_START, "a program, not a recording; name the recording"},
    {"MZ\x90\0", 4, AT_START, "a program, not a recording; name the recording"},
    {"version https://git-lfs", 23, AT_START,
     "a Git LFS pointer, not the file itself; fetch it with git lfs pull"},
    {"\xff\xfe\0\0", 4, AT_START, "UTF-32 file; save as UTF-8"},
    {"\xff\xfe", 2, AT_START, "UTF-16 file; save as UTF-8"},
    {"\xfe\xff", 2, AT_START, "UTF-16 file; save as UTF-8"},
    {"\x89HDF", 4, AT_START,
     "an HDF5 file, not text; give a study to hinge-analyze, results to hinge-table or "
     "hinge-report"},
};

static enum hinge_status refuse(const char *name, const char *message, struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NOT_TEXT, "%s: %s", name, message);
}

enum hinge_status hinge_csv_check_kind(const char *name, const char *data, size_t size,
                                       struct hinge_error *error)
{
    for (size_t i = 0; i < sizeof not_text / sizeof *not_text; i++) {
        const char *also = not_text[i].also;
        size_t at = not_text[i].at, n = also != NULL ? strlen(also) : 0;
        if (size < not_text[i].length || size < at + n ||
            memcmp(data, not_text[i].bytes, not_text[i].length) != 0)
            continue;
        if (also == NULL ||
            (at > 0 ? memcmp(data + at, also, n) == 0 : memmem(data, size, also, n) != NULL))
            return refuse(name, not_text[i].message, error);
    }
    if (size >= 6 && memcmp(data, "BM", 2) == 0 && data[5] == '\0')
        return refuse(name, PICTURE("BMP"), error);
    return HINGE_OK;
}

/* Programs that compress their files put gzip's bytes behind a short header of their own. */
enum { HEADER_BYTES = 16 };

/* What may stand between cells. Ties go to the earlier one: a tab or semicolon is never
 * a decimal comma, and a comma may be followed by a blank. */
static const char delimiters[] = "\t;,| ";
enum { TAB, SEMICOLON, COMMA, BAR, BLANK, DELIMITERS, OTHER };
/* One more than the place among them; blanks are counted by themselves, as are quotes
 * and line ends. 0: what cells are made of. */
static const unsigned char kind_of[256] = {
    ['\t'] = TAB + 1, [';'] = SEMICOLON + 1, [','] = COMMA + 1, ['|'] = BAR + 1, [' '] = BLANK + 1,
    ['"'] = OTHER,    ['\''] = OTHER,        ['\n'] = OTHER,    ['\r'] = OTHER};

/* A row as it is written: a quoted cell may hold line ends. */
struct record {
    size_t start, end, next;  /* its text; where the next one begins */
    size_t count[DELIMITERS]; /* outside quotes; of blanks, runs between cells */
};

/* The byte after the quote that closes the one at `at`, which a delimiter, blank or
 * line end follows; `at` when there is none. *barren is where the last search that
 * found none ended: the text of JSON has a quote in every few bytes, none of which
 * closes a cell, and is gone through once. */
static size_t past_quote(const struct hinge_csv_source *source, size_t at, char quote,
                         bool over_lines, size_t *barren)
{
    size_t last =
        source->size - at < HINGE_CSV_OPEN_QUOTE ? source->size : at + HINGE_CSV_OPEN_QUOTE;
    size_t i = at + 1;
    for (; i < last; i++) {
        if (i < *barren && source->data[i] != quote)
            i = *barren;
        if (i >= last)
            break;
        char after = i + 1 < source->size ? source->data[i + 1] : '\n';
        if (!over_lines && (source->data[i] == '\n' || source->data[i] == '\r'))
            break;
        if (source->data[i] != quote)
            continue;
        if (after == quote)
            i++; /* two are one within the cell */
        else if (after != '\0' && strchr("\r\n\t;,| ", after) != NULL)
            return i + 1;
    }
    *barren = i;
    return at;
}

/* The record at `at`, its delimiters counted; false at the end of the file. A quote
 * opens where a cell begins; behind a blank within a cell it must close in its line. */
static bool next_record(const struct hinge_csv_source *source, size_t at, struct record *record)
{
    const char quote = hinge_csv_quote(source);
    bool begins = true, after_blank = true, pending = false, begun = false;
    size_t barren[2] = {0};
    *record = (struct record){.start = at, .end = source->size, .next = source->size};
    for (size_t i = at; i < source->size; i++) {
        char c = source->data[i];
        if (c == '\n' || c == '\r') {
            record->end = i;
            record->next =
                i + 1 + (c == '\r' && i + 1 < source->size && source->data[i + 1] == '\n');
            break;
        }
        if (c == ' ') {
            pending = begun;
            after_blank = true;
            continue;
        }
        record->count[BLANK] += pending;
        pending = false;
        begun = true;
        if (c == quote && after_blank) {
            size_t past = past_quote(source, i, quote, begins, &barren[begins]);
            i = past > i ? past - 1 : i;
        }
        unsigned kind = kind_of[(unsigned char)c];
        begins = after_blank = kind > 0 && kind <= DELIMITERS;
        if (begins)
            record->count[kind - 1]++;
        else
            while (i + 1 < source->size && kind_of[(unsigned char)source->data[i + 1]] == 0)
                i++;
    }
    if (record->count[TAB] > 0)
        record->count[BLANK] = 0; /* no line of a table that blanks delimit */
    return at < source->size;
}

/* The delimiter of which most records of the sample have one number (0 doesn't count).
 * Blanks are between words, too: they are taken where most records say so, or nothing
 * else is. */
static char find_delimiter(const struct hinge_csv_source *source)
{
    size_t count[SAMPLE_LINES][DELIMITERS], n = 0, best = 0;
    char found = ',';
    struct record record;
    for (size_t at = 0; n < SAMPLE_LINES && next_record(source, at, &record); at = record.next)
        if (record.end > record.start)
            memcpy(count[n++], record.count, sizeof record.count);
    for (size_t d = 0; d < DELIMITERS; d++)
        for (size_t i = 0; i < n && delimiters[d] != source->decimal; i++) {
            size_t same = 0;
            for (size_t j = 0; j < n; j++)
                same += count[i][d] != 0 && count[j][d] == count[i][d];
            if (same > best && (d != BLANK || best == 0 || 2 * same > n)) {
                best = same;
                found = delimiters[d];
            }
        }
    return found;
}

/* What the cells of the sample say about the decimal mark. */
struct marks {
    size_t point, comma, thousands; /* cells; `thousands` are commas like 1,234 */
    char delimiter, example[HINGE_CSV_SHOWN];
};

static void look_at_cell(void *context, size_t index, const char *text, size_t length)
{
    struct marks *marks = context;
    double value;
    (void)index;
    if (memchr(text, ',', length) == NULL) {
        marks->point += memchr(text, '.', length) != NULL &&
                        hinge_number_parse(text, length, '.', &value, NULL) == HINGE_NUMBER_VALUE;
        return;
    }
    if (hinge_number_parse(text, length, ',', &value, NULL) != HINGE_NUMBER_VALUE)
        return;
    marks->comma++;
    const char *digits = text + (*text == '-' || *text == '+');
    size_t before = strspn(digits, "0123456789");
    size_t after = length - (size_t)(digits - text) - before - 1;
    bool thousands = before >= 1 && before <= 3 && *digits != '0' && after == 3;
    marks->thousands += thousands;
    if (thousands)
        hinge_csv_shown(text, length, marks->example);
}

static size_t look_at_plain(void *context, size_t index, const char *text, const char *end,
                            const char **stop)
{
    struct marks *marks = context;
    double value;
    int decimals = 0;
    (void)index;
    size_t n = hinge_number_plain(text, end, '.', marks->delimiter, 1, &value, &decimals, stop);
    marks->point += decimals > 0;
    return decimals > 0 ? n : 0;
}

static enum hinge_status find_decimal(struct hinge_csv_source *source, struct hinge_error *error)
{
    struct marks marks = {.delimiter = source->delimiter};
    struct hinge_csv_rows rows;
    bool got = true;
    source->decimal = '.';
    /* where commas delimit, a cell that has one is quoted */
    char needed = source->delimiter == ',' ? hinge_csv_quote(source) : ',';
    if (memchr(source->data, needed, source->size) == NULL)
        return HINGE_OK;
    hinge_csv_rows_open(&rows, source, 0, 1, HINGE_CSV_TEXT_CELL, look_at_cell, &marks);
    rows.plain = look_at_plain;
    /* a row that can't be read is the reader's to report, with its meaning */
    for (int i = 0; got && i < SAMPLE_LINES; i++)
        if (hinge_csv_rows_next(&rows, &got, NULL) != HINGE_OK)
            got = false;
    hinge_csv_rows_close(&rows);
    if (marks.comma == 0 || marks.comma < 10 * marks.point)
        return HINGE_OK;
    if (marks.thousands == marks.comma)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NOT_A_NUMBER,
                               "%s: cells such as \"%s\" can be decimals or thousands; use --set "
                               "decimal=comma if "
                               "they are decimals, else remove the thousands separators",
                               source->name, marks.example);
    source->decimal = ',';
    return HINGE_OK;
}

/* Whether a line holds nothing but whole numbers between commas. */
static bool whole_numbers(const char *text, size_t length)
{
    bool digit = false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c == ',' && !digit)
            return false;
        if (c != ',' && c != ' ' && c != '-' && (c < '0' || c > '9'))
            return false;
        digit = c != ',';
    }
    return digit;
}

enum hinge_status hinge_csv_open(const char *name, const char *data, size_t size, char delimiter,
                                 char decimal, struct hinge_csv_source *source,
                                 struct hinge_error *error)
{
    *source = (struct hinge_csv_source){.name = name, .data = data, .size = size};
    enum hinge_status status = hinge_csv_check_kind(name, data, size, error);
    if (status != HINGE_OK)
        return status;
    if (size >= 2 && memcmp(data, "\x02\x50", 2) == 0)
        return refuse(name, "a C3D file whose header is damaged; export it again", error);
    if (memmem(data, size < HEADER_BYTES ? size : HEADER_BYTES, "\x1f\x8b", 2) != NULL)
        return refuse(name, "compressed: export as text", error);
    size_t low;
    if (is_half_nul((const unsigned char *)data, size, &low))
        return refuse(name, "UTF-16 file; save as UTF-8", error);
    if (size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) {
        source->data += 3;
        source->size -= 3;
    }
    if (delimiter != 0 && delimiter == decimal)
        return hinge_usage(error, "%s: '%c' can't be both the delimiter and the decimal mark", name,
                           delimiter);
    source->decimal = decimal;
    source->delimiter = delimiter != 0 ? delimiter : find_delimiter(source);
    const char *nul = memchr(source->data, '\0', source->size);
    if (nul != NULL) {
        size_t at = (size_t)(nul - source->data), start = 0, line = 1, column = 1, end;
        for (;;) {
            size_t next = hinge_csv_next_line(source, start, &end);
            if (next > at)
                break;
            start = next;
            line++;
        }
        for (size_t i = start; i < at; i++)
            column += source->data[i] == source->delimiter;
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_NOT_TEXT,
            "%s:%zu: column %zu: a NUL byte, where text is expected; export the file again",
            source->name, line, column);
    }
    if (decimal == 0)
        status = find_decimal(source, error);
    if (status != HINGE_OK || delimiter != 0)
        return status;
    /* 0,1,0,2 under two names: decimal commas in a comma-separated file can't be undone. Every row
     * has more whole numbers than names, up to two for each, and some row nearly two. */
    struct record record;
    if (source->delimiter != ',' || !next_record(source, 0, &record))
        return HINGE_OK;
    size_t names = record.count[COMMA] + 1, most = 0, rows = 0;
    if (names < 2)
        return HINGE_OK;
    for (size_t line = 2; line < SAMPLE_LINES && next_record(source, record.next, &record);
         line++) {
        size_t cells = record.count[COMMA] + 1;
        if (cells <= names || cells > 2 * names ||
            (cells < 2 * names &&
             !whole_numbers(source->data + record.start, record.end - record.start)))
            return HINGE_OK;
        most = cells > most ? cells : most;
        rows++;
    }
    if (2 * most < 3 * names || (rows < 3 && most < 2 * names))
        return HINGE_OK;
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_RAGGED,
                           "%s: up to %zu cells under %zu names; it looks like decimal "
                           "commas in a comma-separated file: export it with semicolons or "
                           "tabs, then --set decimal=comma",
                           source->name, most, names);
}
