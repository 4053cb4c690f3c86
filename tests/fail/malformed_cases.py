# SPDX-License-Identifier: GPL-3.0-or-later
"""What malformed.py writes and asks: small files, trial lists, settings, expressions, requests."""
import gzip

TABLE_HEAD = "time,knee_l_x,knee_l_y,ankle_l_x,ankle_l_y,hjc_l_x,hjc_l_y\n"
TABLE = TABLE_HEAD + "".join(f"0.0{2 * i},0.{i + 1},0.5,0,0.1,0,0.9\n" for i in range(5))
FRAME = '{"people":[{"pose_keypoints_2d":[%s]}]}'


def trc(rate="100", frames="2", markers="2", unit="mm", names="LASI\t\t\tRASI\t\t", second="0.01"):
    return (
        "PathFileType\t4\t(X/Y/Z)\ta.trc\n"
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\n"
        f"{rate}\t{rate}\t{frames}\t{markers}\t{unit}\t{rate}\n"
        f"Frame#\tTime\t{names}\n\t\tX1\tY1\tZ1\tX2\tY2\tZ2\n\n"
        f"1\t0.00\t1\t2\t3\t4\t5\t6\n2\t{second}\t1\t2\t3\t4\t5\t6\n"
    )


def mot(header):
    return (
        f"angles\nversion=1\n{header}\nendheader\ntime\thip_flexion_r\tknee_angle_r\n"
        "0\t1\t2\n0.01\t1\t2\n"
    )


VICON = (
    "Trajectories\n%s\n,,a:LASI,,,a:RASI,,\nFrame,Sub Frame,X,Y,Z,X,Y,Z\n,,mm,mm,mm,mm,mm,mm\n"
    "1,0,1,2,3,4,5,6\n2,0,1,2,3,4,5,6\n"
)


def files():
    """Recordings in text, JSON and XML, and what is none, by name."""
    points = ",".join(["1,2,0.5"] * 25)
    return {
        "blank.csv": "\n\n\n",
        "one_byte.csv": "\xff".encode("latin-1"),
        "header_only.csv": TABLE_HEAD,
        "header_twice.csv": TABLE_HEAD + TABLE_HEAD,
        "no_time.csv": TABLE.replace("time", "when"),
        "time_text.csv": TABLE.replace("0.04,", "soon,", 1),
        "names_blank.csv": TABLE.replace("knee_l_x", "", 1),
        "names_twice.csv": TABLE.replace("ankle_l_x", "knee_l_x"),
        "columns_shifted.csv": TABLE.replace("0.02,", ",0.02,", 1),
        "delimiters_mixed.csv": TABLE.replace("0.04,0.3,", "0.04;0.3;"),
        "quote_open.csv": TABLE.replace("0.3,", '"0.3,'),
        "quote_within.csv": TABLE.replace("0.3,", '0"3,'),
        "true_false.csv": TABLE.replace("0.3,", "true,"),
        "infinity.csv": TABLE.replace("0.3,", "Infinity,"),
        "hexadecimal.csv": TABLE.replace("0.3,", "0x1p-2,"),
        "two_points.csv": TABLE.replace("0.3,", "0.3.1,"),
        "two_signs.csv": TABLE.replace("0.3,", "--0.3,"),
        "thousands.csv": TABLE.replace("0.3,", '"1,234.5",'),
        "unit_in_cell.csv": TABLE.replace("0.3,", "0.3 m,"),
        "date.csv": TABLE.replace("0.3,", "2024-01-02,"),
        "no_break_space.csv": TABLE.replace("0.3,", "0\u00a03,"),
        "arabic_digits.csv": TABLE.replace("0.3,", "\u0660\u0663,"),
        "minus_sign.csv": TABLE.replace("0.3,", "\u22120.3,"),
        "truncated_utf16.csv": TABLE.encode("utf-16")[:-1],
        "utf32.csv": TABLE.encode("utf-32"),
        "ebcdic.csv": TABLE.encode("cp500"),
        "zip.csv": b"PK\x03\x04" + bytes(40),
        "gzip.csv": gzip.compress(TABLE.encode(), mtime=0),
        "bzip2.csv": b"BZh91AY&SY" + bytes(40),
        "xz.csv": b"\xfd7zXZ\0" + bytes(40),
        "zstd.csv": b"\x28\xb5\x2f\xfd" + bytes(40),
        "matlab.csv": b"MATLAB 5.0 MAT-file, Platform: GLNXA64" + bytes(100),
        "elf.csv": b"\x7fELF" + bytes(100),
        "pdf.csv": b"%PDF-1.7\n1 0 obj\n",
        "html.csv": "<!DOCTYPE html><html><body>404 Not Found</body></html>\n",
        "pickle.csv": b"\x80\x04\x95" + bytes(40),
        "numpy.npy": b"\x93NUMPY\x01\x00" + bytes(40),
        "hdf5.csv": b"\x89HDF\r\n\x1a\n" + bytes(100),
        "png.csv": b"\x89PNG\r\n\x1a\n" + bytes(40),
        "video.mp4": b"\0\0\0\x18ftypmp42" + bytes(40),
        "email.txt": "Dear all,\n\nplease find attached the recordings.\n",
        "lfs.csv": "version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 12\n",
        "wide.csv": ",".join(f"c{i}_x" for i in range(5000)) + "\n",
        "long_cell.csv": TABLE + "1" * 100000,
        "empty.json": "",
        "blank.json": "  \n",
        "null.json": "null",
        "number.json": "7",
        "text.json": '"people"',
        "object.json": "{}",
        "list.json": "[]",
        "list_of_numbers.json": "[1,2,3]",
        "deep.json": "[" * 100000,
        "cut.json": '{"people":[{"pose_keypoints_2d":[1,2,',
        "comma.json": '{"people":[1,]}',
        "quote.json": "{'people':[]}",
        "key_twice.json": '{"people":[],"people":7}',
        "not_utf8.json": b'{"people":["\xff"]}',
        "escape.json": '{"people":["\\ud800"]}',
        "people_number.json": '{"people":7}',
        "people_text.json": '{"people":["anna"]}',
        "points_text.json": FRAME % '"a","b"',
        "points_few.json": FRAME % "1,2",
        "points_true.json": FRAME % points.replace("1,", "true,", 1),
        "points_nested.json": FRAME % points.replace("1,", "[1],", 1),
        "frames_empty.json": '{"frames":[]}',
        "frames_text.json": '{"frames":"many"}',
        "joints_few.json": '{"frames":[{"bodies":[{"joint_positions":[[1,2,3]]}]}]}',
        "joints_text.json": '{"frames":[{"bodies":[{"joint_positions":"all"}]}]}',
        "positions_list.json": '{"positions":[]}',
        "positions_key.json": '{"positions":{"first":{"Nose":[1,2]}}}',
        "positions_one.json": '{"positions":{"1.0":{"Nose":[1]}}}',
        "positions_mixed.json": '{"positions":{"1":{"Nose":[1,2]},"2":{"Nose":[1,2,3]}}}',
        "empty.mvnx": "",
        "no_frames.mvnx": '<mvnx version="4"><subject/></mvnx>',
        "cut.mvnx": '<mvnx version="4"><subject frameRate="60">',
        "crossed.mvnx": "<mvnx><subject></mvnx></subject>",
        "other.xml": "<gpx><trk/></gpx>",
        "bomb.mvnx": '<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij"))
        + ']><mvnx version="4"><subject>&j;</subject></mvnx>',
        "external.mvnx": '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        '<mvnx version="4"><subject frameRate="60">&x;</subject></mvnx>',
        "attribute_twice.mvnx": '<mvnx version="4" version="3"/>',
        "no_names.trc": "PathFileType\t4\t(X/Y/Z)\ta.trc\nDataRate\tCameraRate\n",
        "rate_zero.trc": trc(rate="0"),
        "rate_negative.trc": trc(rate="-60"),
        "rate_text.trc": trc(rate="sixty"),
        "unit.trc": trc(unit="furlongs"),
        "frames_more.trc": trc(frames="900"),
        "frames_text.trc": trc(frames="many"),
        "markers_more.trc": trc(markers="40"),
        "markers_names.trc": trc(names="LASI\t\t\tRASI\t\t\tLKNE\t\t\t"),
        "time_stands.trc": trc(second="0.00"),
        "time_back.trc": trc(second="-0.01"),
        "in_degrees.mot": mot("inDegrees=maybe"),
        "no_endheader.mot": mot("inDegrees=yes").replace("endheader\n", ""),
        "rows.mot": mot("inDegrees=yes\nnRows=900"),
        "picture_name.json": '{"1.jpg":{"people":[]},"first.jpg":{"people":[]}}',
        "frame_half.csv": "frame,joint,x,y\n1,knee_l,1,2\n1,hip_l,1,2\n1.5,knee_l,1,2\n",
        "frames_far.csv": "frame,joint,x,y\n1,knee_l,1,2\n900000,knee_l,1,2\n",
        "vicon_rate.csv": VICON % "fast",
        "vicon_backwards.csv": VICON % "-100",
        "qualisys_head.tsv": "NO_OF_FRAMES\t2\n1\t2\t3\n2\t2\t3\n",
        "motive_head.csv": "Format Version,1.23,Take Name,a\n\n0,0.0,1,2,3\n1,0.1,1,2,3\n",
        "motive_above.csv": "my notes\nFormat Version,1.23,Take Name,a\n0,0.0,1,2\n1,0.1,1,2\n",
        "rate_row.txt": "my notes\nPathFileType\t4\t(X/Y/Z)\ta.trc\n1\t2\t3\n2\t2\t3\n",
        "segments.mvnx": '<mvnx version="4"><subject frameRate="60"><segments>'
        + '<segment id="1" label="Head"/>' * 300 + "</segments></subject></mvnx>",
        "axes_more.csv": "hip,knee\ntime,x,y,x,y,x,y\n0,1,2,3,4,5,6\n0.1,1,2,3,4,5,6\n",
        "after_the_object.json": '{"frame":1}\n\n}',
        "share_of_clip.csv": "Time;a/1/X;a/1/Y\n0;1;2\n0.5;1;2\n1;1;2\n",
        "no_names.mot": mot("inDegrees=yes").replace("time\thip_flexion_r\tknee_angle_r\n", ""),
    }


FORMATS = """alphapose azure_json c3d csv deeplabcut frames_json kinect kinovea kinovea_text long
mediapipe_index mediapipe_json mediapipe_unnamed mmpose mot motive mvnx points_in_cells positions_json
qualisys sensor sleap trc vicon yolo_labels""".split()
KEYPOINTS = '{"people":[{"pose_keypoints_2d":[%s]}]}' % ",".join(["1,2,0.5"] * 25)
FOLDERS = {
    "no_people": {"a_1_keypoints.json": KEYPOINTS, "a_2_keypoints.json": '{"people":7}'},
    "no_number": {"a_keypoints.json": KEYPOINTS, "a_2_keypoints.json": KEYPOINTS},
    "number_twice": {"a_1_keypoints.json": KEYPOINTS, "b_1_keypoints.json": KEYPOINTS},
    "link": {"a_1_keypoints.json": KEYPOINTS, "a_2_keypoints.json": None},
}
NAMES = {
    "number": "{participant}_{mass_kg}.csv", "open": "{participant", "no_key": "a.csv", "unknown": "{participnt}.csv",
    "twice": "{participant}{participant}.csv", "many": "{a}" * 40, "other": "{participant}_{trial}.csv",
}
LISTS = {
    "empty": "",
    "blank": "\n\n",
    "header": "file,participant\n",
    "typing_error": "file,participnt\na.csv,p1\n",
    "no_file_column": "name,participant\na.csv,p1\n",
    "column_twice": "file,cue,cue\na.csv,x,y\n",
    "column_unnamed": "file,,cue\na.csv,x,y\n",
    "personal": "file,birth_date\na.csv,2000-01-01\n",
    "file_blank": "file,participant\n,p1\n",
    "file_gone": "file,participant\na.csv,p1\nz.csv,p2\n",
    "file_is_folder": "file,participant\na.csv,p1\ninside,p2\n",
    "file_is_fifo": "file,participant\na.csv,p1\npipe,p2\n",
    "file_is_list": "file,participant\na.csv,p1\nlist.csv,p2\n",
    "file_nul": "file,participant\na.csv,p1\nb\0.csv,p2\n",
    "id_twice": "file,id\na.csv,x\nb.csv,x\n",
    "id_slash": "file,id\na.csv,x/y\nb.csv,x_y\n",
    "id_dots": "file,id\na.csv,..\n",
    "id_long": "file,id\na.csv," + "x" * 300 + "\n",
    "same_file_twice": "file,participant,trial\na.csv,p1,1\n./a.csv,p1,2\n",
    "cells_more": "file,participant\na.csv,p1,2\n",
    "cells_fewer": "file,participant,cue\na.csv,p1\n",
    "quote": 'file,participant\na.csv,"p1\n',
    "rate_zero": "file,rate_hz\na.csv,0\n",
    "rate_text": "file,rate_hz\na.csv,fast\n",
    "rate_infinite": "file,rate_hz\na.csv,inf\n",
    "height_centimetres": "file,height_m\na.csv,182\n",
    "units": "file,units\na.csv,feet\n",
    "up": "file,up\na.csv,w\n",
    "role": "file,role\na.csv,standin\n",
    "side": "file,side\na.csv,middle\n",
    "age_group": "file,age\na.csv,60-65\n",
    "age_high": "file,age\na.csv,480\n",
    "format": "file,format\na.csv,tcr\n",
    "landmarks": "file,landmarks\na.csv,coco71\n",
    "image_width": "file,image_width_px\na.csv,-5\n",
    "group_changes": "file,participant,group,trial\na.csv,p1,g,1\nb.csv,p1,h,2\n",
    "height_changes": "file,participant,height_m,trial\na.csv,p1,1.7,1\nb.csv,p1,1.9,2\n",
    "marker": "file,marker:hip_q\na.csv,RASI\n",
    "sensor": "file,sensor:tail\n,a.csv\n",
    "sensor_gone": "participant,sensor:pelvis,sensor:l1\np1,a.csv,z.csv\n",
    "sensor_outside": "participant,sensor:pelvis,sensor:l1\np1,a.csv,../a.csv\n",
    "groups_change": "file,participant,group,trial\na.csv,p1,g,1\nb.csv,p1,h,2\ninside/c.csv,p2,g,1\n"
    "inside/d.csv,p2,h,2\n",
    "utf16_cut": "file,participant\na.csv,p1\n".encode("utf-16")[:-1],
    "spreadsheet": b"PK\x03\x04" + bytes(40),
}

SETTINGS = {
    "key": "seg.jion=1", "group": "sge.join=1", "no_value": "seg.join", "text": "seg.join=one",
    "negative": "seg.join=-1", "huge": "seg.join=1e400", "nan": "seg.join=nan", "blank": "seg.join=",
    "word": "ingest.ragged=maybe", "decimal_comma": "seg.join=0,5", "unit": "seg.join=1s",
}
CONFIGS = {
    "key": "[reps]\nseg.jion = 1\n", "section": "[rpes]\nseg.join = 1\n", "no_section": "seg.join = 1\n",
    "bracket": "[reps\nseg.join = 1\n", "no_value": "[reps]\nseg.join\n",
    "text": "[reps]\nseg.join = one\n", "range": "[reps]\n\nseg.join = 7\n", "blank": "[reps]\nseg.join =\n",
    "twice": "[reps]\nseg.join = 1\nseg.join = 0\n", "nul": "[reps]\nseg.join = 1\0\n",
    "yaml": "reps:\n  seg.join: 1\n", "json": '{"seg.join":1}\n', "other_section": "[faults]\nseg.join = 1\n",
    "latin_1": b"[reps]\n# gr\xf6\xdfe\nseg.join = \xf6\n", "long": "[reps]\nseg.join = " + "1" * 70000 + "\n",
    "utf16": "[reps]\nseg.join = 1\n".encode("utf-16"), "binary": bytes(range(1, 200)),
    "fault_empty": "[fault:mine]\n", "fault_key": "[fault:mine]\nmetrik = lumbar_fraction\n",
    "fault_metric": "[fault:mine]\nmetric = nothing\nthreshold = 1\n",
    "fault_threshold": "[fault:mine]\nmetric = lumbar_fraction\nthreshold = many\n",
    "fault_id": "[fault:my own]\nmetric = lumbar_fraction\nthreshold = 1\n",
    "section_unlike": "[zzzzzzzz]\nx = 1\n",
    "fault_window": "[fault:mine]\nsignal = hip_flex\nstatistic = max\nthreshold = 5\nwindow = 0..1\n",
    "fault_flag": "[fault:mine]\nsignal = hip_flex\nstatistic = max\nthreshold = 5\nnever_negative = maybe\n",
    "fault_noise": "[fault:mine]\nsignal = hip_flex\nstatistic = max\nthreshold = 5\nstrict_noise = 2\n",
    "list_down": "[metrics]\nbins.deg = 30,10\n", "list_words": "[metrics]\nbins.deg = a,b\n",
    "list_many": "[metrics]\nbins.deg = 1,2,3,4,5,6,7,8,9,10,11,12,13\n",
    "count_half": "[report]\nagg.min_reps = 1.5\n", "word_long": "[prepare]\nmarker.prefix = " + "x" * 300 + "\n",
    "word_unknown": "[standing]\nvertical.from = " + "x" * 40 + "\n",
    "keys_many": "".join(f"[fault:f{i}]\ntasks = t\n" for i in range(5000)),
    "landmarks": "[landmarks:mine]\nhip_q = RHIP\n", "columns": "[columns]\nhip_q_x = 3\n",
}
PLANS = {
    "no_groups": [], "groups_empty": ["--groups", ""], "cues_empty": ["--groups", "a:2", "--cues", ""],
    "cues_many": ["--groups", "a:2", "--cues", ",".join(f"c{i}" for i in range(40))],
    "cue_twice": ["--groups", "a:2", "--cues", "none,none"],
    "many": ["--groups", "a:9999,b:9999", "--cues", "none,dowel", "--trials", "90", "--sessions", "9"],
}
PLANNED = {
    "no_file": "file,participant,group,cue,role,planned_reps\n,p1,novice,none,trial,3\n",
    "no_group": "file,participant,group,cue,role,planned_reps\na.csv,p1,,none,trial,3\n",
    "outside": "file,participant,group,cue,role,planned_reps\n../a.csv,p1,novice,none,trial,3\n",
}
DESCRIBED = {
    "part": "pelvis_qw = knee_l_x", "word": "pelvis = knee_l_x", "nothing": "zz = knee_l_x", "landmark": "hip_q_x = knee_l_x",
    "no_column": "knee_l_x = gone", "minus": "knee_l_x = -gone", "units": "units = feet", "handed": "handed = both",
}
WHERE = ["group", "group=", "=x", "gruop=trained", "group==trained", "group=nobody", "lumbar_fraction>",
         "lumbar_fraction>x", "lumbar_fraction>1e999", "lumbar_fraction<<1", "group=a &", "& group=a",
         "group=a && cue=b", "group=a | cue=b", "(group=a)", "group='a", "cue>none", "rep<=1.5.2", "\x1b[31m=1"]
REQUESTS = {
    "empty": "", "text": "between", "list": "[]", "no_analysis": "{}", "unknown": '{"analysis":"betwen","data":"results.h5"}',
    "number": '{"analysis":7}', "cut": '{"analysis":"between",', "option": '{"analysis":"between","data":"results.h5","otcome":"x"}',
    "type": '{"analysis":"between","data":"results.h5","outcome":7,"group":"group"}',
    "alpha": '{"analysis":"between","data":"results.h5","outcome":"lumbar_fraction","group":"group","alpha":2}',
    "data": '{"analysis":"between","data":"gone.h5","outcome":"lumbar_fraction"}', "data_type": '{"analysis":"between","data":7}',
    "null": '{"analysis":"between","data":"results.h5","outcome":null}', "twice": '{"analysis":"between","analysis":"within"}',
    "deep": "[" * 5000, "utf16": '{"analysis":"between"}'.encode("utf-16"),
}
