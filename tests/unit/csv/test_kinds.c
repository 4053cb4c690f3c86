/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are given by mistake are known by their first bytes. */
#include "csv/csv.h"
#include "test.h"

#include <string.h>

TEST(by_their_first_bytes)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *says;
    } files[] = {{"\x89PNG", 4, "(PNG)"},
                 {"\xff\xd8\xff", 3, "(JPEG)"},
                 {"GIF8", 4, "(GIF)"},
                 {"II*\0", 4, "(TIFF)"},
                 {"MM\0*", 4, "(TIFF)"},
                 {"RIFF....WEBP", 12, "(WebP)"},
                 {"\0\0\0\x18"
                  "ftypheic",
                  12, "(HEIC)"},
                 {"\0\0\0\x18"
                  "ftypmif1",
                  12, "(HEIC)"},
                 {"\0\0\0\x18"
                  "ftypavif",
                  12, "(AVIF)"},
                 {"\0\0\0\x18"
                  "ftypM4A ",
                  12, "(M4A)"},
                 {"\0\0\0\x18"
                  "ftypisom",
                  12, "(MP4 or MOV)"},
                 {"\0\0\0\x18"
                  "moov",
                  8, "(MOV)"},
                 {"\0\0\0\x18"
                  "mdat",
                  8, "(MOV)"},
                 {"\0\0\0\x18"
                  "wide",
                  8, "(MOV)"},
                 {"RIFF....AVI ", 12, "(AVI)"},
                 {"\x1a\x45\xdf\xa3", 4, "(MKV or WebM)"},
                 {"\x30\x26\xb2\x75", 4, "(WMV)"},
                 {"\0\0\1\xba", 4, "(MPEG)"},
                 {"\x47\x40\0", 3, "(MPEG)"},
                 {"\x47\x40\x11", 3, "(MPEG)"},
                 {"\0\0\0\0G@", 6, "(MTS)"},
                 {"ID3\2", 4, "(MP3)"},
                 {"ID3\3", 4, "(MP3)"},
                 {"ID3\4", 4, "(MP3)"},
                 {"\xff\xfb", 2, "(MP3)"},
                 {"\xff\xf3", 2, "(MP3)"},
                 {"RIFF....WAVE", 12, "(WAV)"},
                 {"OggS", 4, "(Ogg)"},
                 {"fLaC", 4, "(FLAC)"},
                 {"PK\3\4 xl/workbook.xml", 20, "(xlsx)"},
                 {"PK\3\4 opendocument.spreadsheet", 29, "(ods)"},
                 {"PK\3\4 word/document.xml", 22, "(docx)"},
                 {"PK\3\4 opendocument.text", 22, "(odt)"},
                 {"PK\3\4 ppt/presentation.xml", 25, "(pptx)"},
                 {"PK\3\4 pred_keypoints_3d.npy", 26, "SAM 3D Body"},
                 {"PK\3\4 poses.npy", 14, "SMPL"},
                 {"PK\3\4 body_pose.npy", 18, "SMPL"},
                 {"PK\3\4 other.npy", 14, "numpy.savetxt"},
                 {"Kaydara FBX", 11, "FBX"},
                 {"; FBX ", 6, "FBX"},
                 {"PK\3\4", 4, "a zip archive"},
                 {"\xd0\xcf\x11\xe0", 4, "(xls, doc, ppt)"},
                 {"{\\rtf", 5, "(rtf)"},
                 {"%PDF", 4, "a PDF file"},
                 {"MATLAB 5.0 MAT", 14, "a MATLAB file"},
                 {"\x93NUMPY", 6, "a NumPy file"},
                 {"\x80\x04\x95", 3, "a Python pickle"},
                 {"\x80\x05\x95", 3, "a Python pickle"},
                 {"$FL2", 4, "an SPSS file"},
                 {"PAR1", 4, "a Parquet file"},
                 {"\x1f\x8b", 2, "a gzip file"},
                 {"7z\xbc\xaf", 4, "a 7z archive"},
                 {"Rar!", 4, "a RAR archive"},
                 {"\x28\xb5\x2f\xfd", 4, "a zstd file"},
                 {"BZh", 3, "a bzip2 file"},
                 {"\xfd"
                  "7zXZ",
                  5, "an xz file"},
                 {"SQLite format 3", 15, "an SQLite database"},
                 {"\177ELF", 4, "a program"},
                 {"MZ\x90\0", 4, "a program"},
                 {"version https://git-lfs", 23, "a Git LFS pointer"},
                 {"\xff\xfe\0\0", 4, "UTF-32"},
                 {"\xff\xfe", 2, "UTF-16"},
                 {"\xfe\xff", 2, "UTF-16"},
                 {"\x89HDF", 4, "an HDF5 file"},
                 {"BM....", 6, NULL},
                 {"BM...\0", 6, "(BMP)"}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char data[64] = "";
        struct hinge_error error = HINGE_ERROR_INIT;
        memcpy(data, files[i].bytes, files[i].n);
        memcpy(data + files[i].n, "~~~~", 4); /* whatever follows */
        const enum hinge_status status = hinge_csv_check_kind("x", data, files[i].n + 4, &error);
        if (files[i].says == NULL) {
            assert_int_equal(status, HINGE_OK);
            continue;
        }
        assert_int_equal(status, HINGE_INPUT);
        assert_non_null(strstr(error.message, files[i].says));
    }
}

/* A header of its own, then gzip, whose bytes begin within the first 16. */
TEST(compressed_behind_a_header)
{
    for (size_t at = 3; at <= 15; at++) {
        char data[40 + HINGE_FILE_PADDING] = "";
        struct hinge_csv_source source;
        struct hinge_error error = HINGE_ERROR_INIT;
        memset(data, 'x', 40);
        memcpy(data + at, "\x1f\x8b\x08", 3);
        enum hinge_status status = hinge_csv_open("a.dat", data, 40, 0, 0, &source, &error);
        bool named = status == HINGE_INPUT &&
                     strcmp(error.message, "a.dat: compressed: export as text") == 0;
        assert_int_equal(named, at <= 14);
    }
}

/* Text of two bytes a character without a mark: at least four of them, of which more than three in
 * four are plain, the first, too. */
TEST(two_bytes_without_a_mark)
{
    static const struct {
        char text[17];
        size_t size;
        bool is, low_first;
    } row[] = {{"a\0,\0b\0\n", 8, true, true},
               {"\0a\0,\0b\0\n", 8, true, false},
               {"a\0,\0b", 6, false, false},
               {"a\0\xa3`b\0\n", 8, false, false},
               {"a\0\xa3`b\0c\0d\0e\0f\0\n", 16, true, true},
               {"a\0\xa3`b\0\xa3`d\0e\0f\0\n", 16, false, false},
               {"\xa3`a\0b\0c\0d\0e\0f\0\n", 16, false, false},
               {"a\0\0\0b\0c\0d\0e\0f\0\n", 16, false, false}};
    for (size_t k = 0; k < sizeof row / sizeof *row; k++) {
        char text[17];
        const struct hinge_bytes bytes = {memcpy(text, row[k].text, 17), row[k].size, 17};
        bool low_first = false;
        if (hinge_csv_is_utf16(&bytes, &low_first) != row[k].is || low_first != row[k].low_first)
            fail_msg("row %zu", k);
    }
}
