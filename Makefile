# SPDX-License-Identifier: GPL-3.0-or-later
# hingekit: one Makefile for everything; `make help` lists the targets.
VERSION := $(shell sed -n 's/^.define HINGE_VERSION "\(.*\)"/\1/p' lib/include/hinge/init.h)
SOVERSION := 0
B ?= build
CC ?= cc
PKG_CONFIG ?= pkg-config
PREFIX ?= /usr/local
DESTDIR ?=
BINDIR = $(PREFIX)/bin
LIBDIR = $(PREFIX)/lib
INCLUDEDIR = $(PREFIX)/include
SHAREDIR = $(PREFIX)/share

# --- the system that is built for
MACHINE := $(shell $(CC) -dumpmachine 2>/dev/null)
PIC := -fPIC
OPENMP := -fopenmp
OPENMP_LINK = $(OPENMP)
ifneq ($(findstring mingw,$(MACHINE)),)
SYSTEM := windows
EXE := .exe
PIC :=
OPENMP_LINK = $(OPENMP) -static -Wl,--gc-sections
# what a tool does not call is left out of it; tables for unwinding would keep every function
SECTIONS := -ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables
PKG_CONFIG += --static
SYSTEM_LIBS := -lpsapi -lshell32 -lntdll
else ifneq ($(findstring emscripten,$(MACHINE)),)
# the program in a page (scripts/page-run): one thread, no other program; else as POSIX
SYSTEM := page
PIC :=
OPENMP := -fopenmp-simd
OPENMP_LINK :=
HDF5 := shared
else ifneq ($(findstring darwin,$(MACHINE)),)
# Apple's clang has no OpenMP of its own: brew install libomp
LIBOMP ?= $(shell brew --prefix libomp 2>/dev/null)
OPENMP := -Xpreprocessor -fopenmp -I$(LIBOMP)/include
OPENMP_LINK := -L$(LIBOMP)/lib -lomp
SHARED_LINK = -dynamiclib -install_name $(LIBDIR)/libhinge.$(SOVERSION).dylib
SHARED_NAME := libhinge.$(SOVERSION).dylib
SHARED_PLAIN := libhinge.dylib
endif
SYSTEM ?= posix
SHARED_LINK ?= -shared -Wl,-soname,libhinge.so.$(SOVERSION) -Wl,--version-script=lib/hinge.map
SHARED_NAME ?= libhinge.so.$(SOVERSION)
SHARED_PLAIN ?= libhinge.so

hash := \#
PACKAGES := hdf5 gsl libdeflate libcrypto libxxhash jansson expat libutf8proc xlsxwriter
HEADERS := csv.h ini.h readstat.h
ABSENT := $(shell $(PKG_CONFIG) --exists $(PACKAGES) 2>/dev/null || \
            for p in $(PACKAGES); do $(PKG_CONFIG) --exists $$p 2>/dev/null || echo $$p; done; \
            printf '$(hash)if !__has_include(<%s>)\n%s\n$(hash)endif\n' $(foreach h,$(HEADERS),$(h) $(h)) | \
            $(CC) $(CPPFLAGS) -E -P -x c - 2>/dev/null || echo $(HEADERS))
# for tables in one format each: without them the build goes on, and the tools say so
WITHOUT := $(patsubst %.h,%,$(filter xlsxwriter readstat.h,$(ABSENT)))
PKGS := $(filter-out $(WITHOUT),$(PACKAGES))
# what is missing is said once, here; help and clean need nothing
MISSING := $(filter-out xlsxwriter readstat.h,$(ABSENT))
ifneq ($(filter-out help clean dist deb,$(or $(MAKECMDGOALS),all)),)
ifneq ($(MISSING),)
$(error missing here: $(MISSING); scripts/setup installs or names what is needed)
endif
endif
# lines for backtraces; all of -g takes a quarter more time to compile (OPT="-Og -g" for a debugger)
OPT ?= -O2 -g1
WERROR ?=
WARN = -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes \
       -Wdouble-promotion -Wvla -Wformat=2 $(WERROR)
# clang takes NAN itself for a float being promoted, and from 19 on asks for a cast of every length
# that is a constant of an enum; gcc checks the rest
ifneq ($(findstring clang,$(shell $(CC) --version)),)
WARN += -Wno-double-promotion -Wno-pass-failed -Wno-unknown-warning-option -Wno-enum-float-conversion
endif
# mingw-w64's isnan and isfinite convert in the branches that are not taken
ifdef EXE
WARN += -Wno-float-conversion
endif
SAN ?=
# CPPFLAGS, CFLAGS, LDFLAGS and LDLIBS are left to whoever builds
OWN_CPPFLAGS := -D_GNU_SOURCE= -Ilib/include -Ilib -I$(B)/gen \
    $(if $(filter xlsxwriter,$(WITHOUT)),-DHINGE_WITHOUT_XLSXWRITER) $(if $(filter readstat,$(WITHOUT)),-DHINGE_WITHOUT_READSTAT) \
    $(shell $(PKG_CONFIG) --cflags $(PKGS) 2>/dev/null)
# errno of sqrt is never read, and keeps loops out of lanes; values are the same
OWN_CFLAGS = -std=c11 $(OPT) $(WARN) $(SAN) $(OPENMP) $(PIC) -fvisibility=hidden -ffp-contract=off -fno-math-errno $(SECTIONS) \
          -ffile-prefix-map=$(CURDIR)=. -MMD -MP
READSTAT = $(if $(filter readstat,$(WITHOUT)),,-lreadstat)
OWN_LIBS := $(shell $(PKG_CONFIG) --libs $(PKGS) 2>/dev/null) -lcsv -linih $(READSTAT) $(SYSTEM_LIBS) -lm
OWN_LDFLAGS = $(OPENMP_LINK) $(SAN)
# HDF5=static: tools that start without the 30 libraries of libhdf5's network reader (Debian), 3.8 MB
# more each; where it can be linked, and no package is made (HDF5=shared). Tried when linking, once
ARCHIVES = $(patsubst -l%,-l:lib%.a,$(filter -L% -lhdf5% -lgsl% -ldeflate,$(OWN_LIBS)) -lsz -laec) -ldl \
           $(filter-out -lhdf5% -lgsl% -ldeflate,$(OWN_LIBS)) -lz
HDF5 ?= $(eval HDF5 := $(if $(SAN)$(EXE)$(filter shared,$(LINK)),,$(shell \
    echo 'int hinge_analyze(void); int main(void) { return hinge_analyze(); }' | $(CC) -x c - -x none $(LIB) -o /dev/null \
    $(OWN_LDFLAGS) $(LDFLAGS) $(ARCHIVES) $(LDLIBS) 2>/dev/null && echo static)))$(HDF5)
TOOL_LIBS = $(if $(filter static,$(HDF5)),$(ARCHIVES),$(OWN_LIBS))

# what scripts/gen-docs makes, as folders under share/
GENERATED_DIRS = man/man1 bash-completion/completions zsh/site-functions \
                 fish/vendor_completions.d

# --- sources; registries are folders whose files are listed into a generated table ---
REGISTRIES = formats:format landmarks:landmark_set metrics:metric_family \
             report/writers:writer report/tables:view \
             figure/kinds:figure \
             stats:analysis_kind
# lib/os has each system's files; what a program does once (lib/os/tool) is not the library's
OTHER_windows := %_posix.c %/program_page.c
OTHER_page := %_windows.c %/program_posix.c
OTHER_posix := %_windows.c %/program_page.c
ALL_SRC := $(filter-out $(OTHER_$(SYSTEM)),$(sort $(wildcard lib/*/*.c lib/*/*/*.c lib/*/*/*/*.c)))
LIB_SRC := $(filter-out lib/os/tool/%,$(ALL_SRC))
GEN_SRC := $(foreach r,$(REGISTRIES),$(B)/gen/registry_$(lastword $(subst :, ,$(r))).c) $(B)/gen/build.c
TOOL_SRC := $(sort $(wildcard tools/hinge-*.c))
# what templates include: style sheets, programs
INCLUDED := $(wildcard lib/page/templates/*.css lib/page/templates/*.js lib/page/templates/parts/*)
TEMPLATES := $(sort $(wildcard lib/page/templates/*.html lib/page/templates/*.txt))
TEMPLATE_SRC := $(patsubst %,$(B)/gen/template_%.c,$(basename $(notdir $(TEMPLATES))))
# names of settings and codes: headers make structs and enums from these
PUBLIC_NAMES := $(patsubst %,$(B)/gen/hinge/%.def,options reasons warnings)
NAMES_DEF := $(PUBLIC_NAMES) $(patsubst %,$(B)/gen/%.def,base/parameters base/fixed stats/run/ask stats/run/codes run/keys)
CLI_SRC := $(sort $(wildcard tools/cli/*.c) $(filter lib/os/tool/%,$(ALL_SRC)))
TEST_SRC := $(sort $(wildcard tests/unit/*/test_*.c tests/contract/test_*.c \
                              tests/known/test_*.c tests/fail/test_*.c))
# what needs another process, memory maps or POSIX's limits is in no program of Windows (scripts/check-windows)
ifdef EXE
TEST_SRC := $(sort $(shell grep -LE '<(sys/(wait|mman|resource|file)\.h|ftw\.h|dirent\.h)>|/fuzz/|[^_]pwrite\>' $(TEST_SRC)))
endif
LIB_OBJ = $(LIB_SRC:%.c=$(B)/obj/%.o) $(GEN_SRC:%.c=%.o) $(TEMPLATE_SRC:%.c=%.o)
CLI_OBJ = $(CLI_SRC:%.c=$(B)/obj/%.o)
TOOLS = $(TOOL_SRC:tools/%.c=$(B)/bin/%$(EXE))
TESTS = $(TEST_SRC:%.c=$(B)/%$(EXE))
LIB = $(B)/lib/libhinge.a
# on Windows the tools have the library in them, and there is no other
SHLIB = $(if $(EXE),,$(B)/lib/$(SHARED_NAME))
# what programs are linked with; LINK=shared: one library for make coverage
LINK ?= static
ifeq ($(LINK),shared)
LINKED = | $(SHLIB)
OWN_CFLAGS += -fvisibility=default
LINK_FLAGS = -L$(B)/lib -lhinge -Wl,-rpath,$(abspath $(B))/lib
else
LINKED = $(LIB) $(if $(EXE),$(B)/obj/lib/os/tool/windows.o)
endif

.PHONY: all lib objects test check-stats check-stats-live accuracy-stats coverage lint asan tsan fuzz bench bench-stats demo docs pages format install uninstall dist deb clean help tools tests check-cluster evidence check-evidence paper
.DELETE_ON_ERROR:
.SECONDARY:

## all: tools and libraries into build/bin and build/lib
all: lib tools
lib: $(LIB) $(SHLIB)
tools: $(TOOLS)
objects: $(LIB_OBJ) $(CLI_OBJ) $(TOOL_SRC:%.c=$(B)/obj/%.o)
tests: $(TESTS) $(B)/tests/golden/compare $(B)/tests/bin/hinge-template $(B)/tests/bin/simulate-more $(B)/tests/bin/other-build-run $(B)/tests/bin/describe $(B)/bin/same-numbers$(EXE) \
       $(if $(findstring linux,$(MACHINE)),$(B)/tests/count.so)

# loops over frames in lanes: a tenth less time of hinge-analyze, the same bytes
$(foreach room,signal body reps metrics faults,$(B)/obj/lib/$(room)/%.o): OPT := $(OPT:-O2=-O3)

$(B)/obj/%.o: %.c | $(NAMES_DEF)
	@mkdir -p $(@D)
	$(CC) $(OWN_CPPFLAGS) $(CPPFLAGS) $(OWN_CFLAGS) $(CFLAGS) -c $< -o $@

$(B)/gen/%.o: $(B)/gen/%.c | $(NAMES_DEF)
	$(CC) $(OWN_CPPFLAGS) $(CPPFLAGS) $(OWN_CFLAGS) $(CFLAGS) -c $< -o $@

# names are written only where one changed. + : make -n writes them, too, and so lists what would be compiled
$(B)/gen/names.made: scripts/gen-names lib/include/hinge/settings.def lib/include/hinge/codes.def
	+@mkdir -p $(@D) && scripts/gen-names "$(CC)" $(B)/gen && touch $@
$(NAMES_DEF): $(B)/gen/names.made
	+@:

# registry_<kind>.c lists the .c files of its folder, sorted; rebuilt when the folder changes
define REGISTRY
$(B)/gen/registry_$(2).c: scripts/gen-registry $(wildcard lib/$(1)/*.c lib/*/$(notdir $(1))/*.c) lib/$(1)
	@mkdir -p $$(@D)
	scripts/gen-registry $(1) $(2) > $$@
endef
$(foreach r,$(REGISTRIES),$(eval $(call REGISTRY,$(firstword $(subst :, ,$(r))),$(lastword $(subst :, ,$(r))))))

# build.c has digests of lib: it changes, and is compiled, only where code does
$(B)/gen/build.made: scripts/gen-build scripts/layers $(wildcard lib/* lib/*/* lib/*/*/* lib/*/*/*/*)
	@mkdir -p $(@D)
	scripts/gen-build > $@
$(B)/gen/build.c: $(B)/gen/build.made
	@cmp -s $< $@ || cp $< $@

# pages in files, compiled in
define TEMPLATE
$(B)/gen/template_$(basename $(notdir $(1))).c: $(1) scripts/gen-template $(INCLUDED)
	@mkdir -p $$(@D)
	scripts/gen-template $$< > $$@
endef
$(foreach t,$(TEMPLATES),$(eval $(call TEMPLATE,$(t))))
$(B)/gen/templates.checked: scripts/check-templates $(TEMPLATES) $(INCLUDED) lib/report/checklists/facts.def $(wildcard lib/page/*.[ch] lib/page/*/*.[ch] lib/protocol/*.c lib/power/*.c lib/view/*.c) lib/result/template.c lib/config/config.c
	@mkdir -p $(@D)
	scripts/check-templates
	@touch $@
$(LIB) $(B)/lib/$(SHARED_NAME): | $(B)/gen/templates.checked

$(LIB): $(LIB_OBJ)
	@mkdir -p $(@D)
	rm -f $@ && $(AR) rcsD $@ $^

$(B)/lib/$(SHARED_NAME): $(LIB_OBJ) lib/hinge.map
	@mkdir -p $(@D)
	$(CC) $(SHARED_LINK) -o $@ $(LIB_OBJ) $(OWN_LDFLAGS) $(LDFLAGS) $(OWN_LIBS) $(LDLIBS)
	ln -sf $(SHARED_NAME) $(B)/lib/$(SHARED_PLAIN)

# the manifest and version of a program for Windows
comma := ,
$(B)/obj/lib/os/tool/windows.o: lib/os/tool/windows.rc lib/include/hinge/init.h
	@mkdir -p $(@D)
	$(or $(shell command -v $(MACHINE)-windres),windres) -DVERSION='\"$(VERSION)\"' -DNUMBERS=$(subst .,$(comma),$(VERSION)) $< $@

# compares the tables of the zip for Windows, and of a page, with those made here (scripts/dist, tests/cli/test_page_run.sh)
$(B)/bin/same-numbers$(EXE): $(B)/obj/scripts/packaging/windows/same_numbers.o $(CLI_OBJ) $(LINKED)
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(LINK_FLAGS) $(OWN_LDFLAGS) $(LDFLAGS) $(TOOL_LIBS) $(LDLIBS)

$(B)/bin/%$(EXE): $(B)/obj/tools/%.o $(CLI_OBJ) $(LINKED)
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(LINK_FLAGS) $(OWN_LDFLAGS) $(LDFLAGS) $(TOOL_LIBS) $(LDLIBS)

# every tool in one program, chosen by the name by which it is called (scripts/dist --wheel)
$(B)/gen/one/room.c: scripts/gen-room $(TOOL_SRC)
	@mkdir -p $(@D)
	scripts/gen-room $(TOOL_SRC) > $@
$(B)/gen/one/%.o: tools/%.c | $(NAMES_DEF)
	@mkdir -p $(@D)
	$(CC) $(OWN_CPPFLAGS) -Itools -Dmain=main_$(subst -,_,$*) $(CPPFLAGS) $(OWN_CFLAGS) $(CFLAGS) -c $< -o $@
$(B)/one/hinge-tools: $(TOOL_SRC:tools/%.c=$(B)/gen/one/%.o) $(B)/gen/one/room.o $(CLI_OBJ) $(LINKED)
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(LINK_FLAGS) $(OWN_LDFLAGS) $(LDFLAGS) $(TOOL_LIBS) $(LDLIBS)

# objects before the library, which one of them may stand in for a part of
$(B)/tests/%$(EXE): $(B)/obj/tests/%.o $(LINKED)
	@mkdir -p $(@D)
	$(CC) -o $@ $(filter %.o,$^) $(filter-out %.o,$^) $(LINK_FLAGS) $(OWN_LDFLAGS) $(LDFLAGS) $(TEST_LDFLAGS) $(OWN_LIBS) $(LDLIBS) -lcmocka

# one program a folder of tests, and a link to it for each of its files
define ROOM
$(B)/gen/$(1)/room.c: scripts/gen-room $(2) $(1)
	@mkdir -p $$(@D)
	scripts/gen-room $(2) > $$@
$(B)/$(1)/room$(EXE): $(2:%.c=$(B)/obj/%.o) $(B)/gen/$(1)/room.o $(3)
	@mkdir -p $$(@D)
	$$(CC) -o $$@ $$^ $$(LINK_FLAGS) $$(OWN_LDFLAGS) $$(LDFLAGS) $$(TEST_LDFLAGS) $$(OWN_LIBS) $$(LDLIBS) -lcmocka
$(2:%.c=$(B)/%$(EXE)): $(B)/$(1)/room$(EXE)
	ln -f $$< $$@
$(2:%.c=$(B)/obj/%.o): OWN_CPPFLAGS += -Dmain=$$(basename $$(@F))
$(2:%.c=$(B)/obj/%.o): override OPT := $(patsubst -O%,-O0,$(OPT))
endef
MORE_FORMATS = $(patsubst %.c,$(B)/obj/%.o,$(wildcard tests/simulate/*.c))
BESIDE_cli = $(CLI_OBJ)
BESIDE_simulate = $(MORE_FORMATS)
ROOMS = $(sort $(patsubst %/,%,$(dir $(TEST_SRC))))
# calls are wrapped in what is linked in, never in a shared library
$(foreach r,$(ROOMS),$(eval $(call ROOM,$(r),$(filter $(r)/%,$(TEST_SRC)),$(BESIDE_$(notdir $(r))) $(if $(filter tests/fail,$(r)),$(LIB),$(LINKED)))))

# what another process does between open and lock, and system calls that fail
$(B)/tests/fail/room: TEST_LDFLAGS = -Wl,--wrap=flock,--wrap=lstat,--wrap=fsync,--wrap=rename

$(B)/tests/fuzz/%: TEST_LDFLAGS = -fsanitize=fuzzer
# checksums of what is read are mended on the way
$(B)/tests/fuzz/fuzz_store: TEST_LDFLAGS = -fsanitize=fuzzer -Wl,--wrap=H5Dread_chunk,--wrap=H5Dread_chunk1

# counts what the tests start (scripts/run-tests)
$(B)/tests/count.so: $(B)/obj/tests/count.o
	@mkdir -p $(@D)
	$(CC) -shared -o $@ $<

# tools/TEMPLATE.c is built for the tests, under the name it gives itself
$(B)/tests/bin/hinge-template: $(B)/obj/tools/TEMPLATE.o $(CLI_OBJ) $(LINKED)
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(LINK_FLAGS) $(OWN_LDFLAGS) $(LDFLAGS) $(OWN_LIBS) $(LDLIBS)

# hinge-simulate with a format for every reader: for tests and what describes layouts
$(B)/tests/bin/simulate-more: $(B)/obj/tools/hinge-simulate.o $(CLI_OBJ) $(MORE_FORMATS) $(LINKED)
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(LINK_FLAGS) $(OWN_LDFLAGS) $(LDFLAGS) $(OWN_LIBS) $(LDLIBS)

# hinge-run as another build of it: its own digests stand before those of the library
$(B)/tests/bin/other-build-run: $(B)/obj/tools/hinge-run.o $(CLI_OBJ) $(B)/obj/tests/other_build.o $(LINKED)
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(LINK_FLAGS) $(OWN_LDFLAGS) $(LDFLAGS) $(OWN_LIBS) $(LDLIBS)

# prints what docs/ takes from the registries (scripts/gen-pages); not installed
$(B)/tests/bin/describe: $(B)/obj/docs/gen/describe.o $(B)/obj/docs/gen/words.o $(B)/obj/docs/gen/examples.o $(LINKED)
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(LINK_FLAGS) $(OWN_LDFLAGS) $(LDFLAGS) $(OWN_LIBS) $(LDLIBS)

$(B)/obj/docs/%.o: OWN_CPPFLAGS += -I.
$(B)/obj/tests/%.o: OWN_CPPFLAGS += -Itests -Itools
$(B)/obj/tools/%.o: OWN_CPPFLAGS += -Itools

## test: builds and runs the default tests, those of NAMES, or with ALL=yes every test
test: all tests
	scripts/run-tests $(if $(ALL),--all) $(B) $(NAMES)

## check-stats: reference cases of the statistics, and SciPy where it is, against hinge-compare
check-stats: tools
	scripts/check-stats $(B)/bin/hinge-compare
	scripts/check-stats-live $(B)/bin/hinge-compare

## check-stats-live: 300 random data sets against SciPy, where it is
check-stats-live: tools
	scripts/check-stats-live $(B)/bin/hinge-compare 1 75

## accuracy-stats: coverage and error rates of 2,000 simulated studies into docs/validation.md
accuracy-stats: $(B)/tests/accuracy/accuracy_stats
	$< > $(B)/accuracy-stats.md; status=$$?; cat $(B)/accuracy-stats.md; \
	    [ $$status -ne 0 ] || scripts/evidence/put-section accuracy-stats < $(B)/accuracy-stats.md; exit $$status

## evidence: docs/validation.md and docs/people.md from the public recordings below DATA=FOLDER (datasets/README.md)
evidence: tools
	scripts/evidence/recordings $(B) $(or $(DATA),$(error which folder? make evidence DATA=FOLDER))

## check-evidence: whether docs/validation.md and docs/people.md are what the recordings below DATA=FOLDER say
check-evidence: tools
	scripts/evidence/recordings $(B) $(or $(DATA),$(error which folder? make check-evidence DATA=FOLDER)) --check

## paper: docs/paper/paper.pdf by pandoc, where it is
paper:
	scripts/build-paper

## lint: clang-format, clang-tidy, cppcheck, shellcheck, codespell, layers, symbols; CHANGED=yes: of files that differ from the last commit
lint: all
	scripts/lint $(B) $(if $(CHANGED),--changed)

## format: clang-format over all sources
format:
	git ls-files -- '*.c' '*.h' | xargs clang-format -i

## asan: every test again under AddressSanitizer and UndefinedBehaviorSanitizer, or those of NAMES
asan:
	HINGE_SANITIZED=1 $(MAKE) B=build/asan CC=clang OPT="-O1 -g1" CPPFLAGS="$(CPPFLAGS) -DHINGE_ARENA_BLOCK=1" \
	    SAN="-fsanitize=address,undefined -fno-sanitize-recover=undefined" NAMES="$(NAMES)" ALL=yes test

## tsan: races, by clang's ThreadSanitizer and Archer; one planted that must be found
tsan:
	$(MAKE) B=build/tsan CC=clang OPT="-O0 -g1" SAN=-fsanitize=thread \
	    CPPFLAGS=-DHINGE_SCHEDULE=static,1 tools build/tsan/tests/race/planted
	scripts/check-races build/tsan

## check-cluster: a node dies and a shard is cancelled on a private Slurm of two nodes
check-cluster: tools
	tests/cluster/slurm $(B)

## fuzz: libFuzzer over every parser, FUZZ_S seconds or FUZZ_RUNS inputs each; NAMES=list
FUZZ_TARGETS = $(patsubst tests/%.c,build/fuzz/tests/%,$(wildcard tests/fuzz/fuzz_*.c))
fuzz: tools $(B)/tests/bin/simulate-more
	$(MAKE) B=build/fuzz CC=clang OPT="-O1 -g" CPPFLAGS="$(CPPFLAGS) -DHINGE_ARENA_BLOCK=1" \
	    SAN="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined" \
	    $(FUZZ_TARGETS)
	HINGE_BIN=$(B)/bin scripts/fuzz build/fuzz $(NAMES)

## coverage: lines and branches of lib that tests and check-stats run, by file; NAMES=unit/, ALL=yes
#    fails if the default tests reach less than 95 % of the regions; ALL=yes: and what share of those that all tests reach
coverage:
	$(MAKE) B=build/cov CC=clang OPT=-O1 LINK=shared CPPFLAGS="$(CPPFLAGS) -DHINGE_ARENA_BLOCK=1" \
	    SAN="-fprofile-instr-generate -fcoverage-mapping" all tests
	rm -rf build/cov/raw
	-HINGE_COVERAGE=$(abspath build/cov)/raw HINGE_TEST_TIMEOUT=3600 scripts/run-tests $(if $(ALL),--all) build/cov $(NAMES)
	$(if $(NAMES),,-LLVM_PROFILE_FILE=$(abspath build/cov)/raw/stats-%2m.profraw scripts/check-stats build/cov/bin/hinge-compare)
	find build/cov/raw -name '*.profraw' > build/cov/raw/list
	llvm-profdata merge -failure-mode=all -o build/cov/tests.profdata -input-files=build/cov/raw/list
	llvm-cov report build/cov/lib/libhinge.so.$(SOVERSION) -instr-profile=build/cov/tests.profdata \
	    -show-region-summary=false > build/cov/report.txt
	@sed -n '1p; $$p' build/cov/report.txt
	$(if $(NAMES),,python3 scripts/coverage_share.py build/cov build/cov/lib/libhinge.so.$(SOVERSION))

## bench: speed and memory beside Python and plain reading, as ratios of one run
bench: all
	scripts/bench/tools $(B) $(COMMIT)

## bench-stats: speed of the statistics beside R and NumPy, as ratios of one run
bench-stats: all
	scripts/bench/stats $(B)

## demo: the main job on the cohort in datasets/
demo: all
	scripts/demo --built $(B)

## docs: man pages and shell completions into build/share
docs: all
	scripts/gen-docs $(B)

## pages: the parts of docs/ that come from the registries
pages: $(B)/tests/bin/describe
	scripts/gen-pages $(B)

## install: into PREFIX (default /usr/local), honours DESTDIR
install: all docs $(PUBLIC_NAMES)
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(INCLUDEDIR)/hinge \
	    $(GENERATED_DIRS:%=$(DESTDIR)$(SHAREDIR)/%)
	install -m 755 $(TOOLS) $(DESTDIR)$(BINDIR)
	install -m 644 $(LIB) $(DESTDIR)$(LIBDIR)
	$(if $(SHLIB),install -m 755 $(SHLIB) $(DESTDIR)$(LIBDIR) && ln -sf $(SHARED_NAME) $(DESTDIR)$(LIBDIR)/$(SHARED_PLAIN))
	sed -e 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR:$(PREFIX)/%=$${prefix}/%)|; s|@VERSION@|$(VERSION)|; s|@LIBS@|$(OWN_LIBS)|' lib/hinge.pc.in \
	    > $(DESTDIR)$(LIBDIR)/pkgconfig/hinge.pc
	install -m 644 lib/include/hinge/*.h lib/include/hinge/*.def $(PUBLIC_NAMES) $(DESTDIR)$(INCLUDEDIR)/hinge
	for d in $(GENERATED_DIRS); do for f in $(B)/share/$$d/*; do [ ! -e $$f ] || \
	    install -m 644 $$f $(DESTDIR)$(SHAREDIR)/$$d || exit 1; done; done

## uninstall: removes what install put there
uninstall:
	rm -f $(TOOLS:$(B)/bin/%=$(DESTDIR)$(BINDIR)/%) $(DESTDIR)$(LIBDIR)/libhinge.* \
	    $(DESTDIR)$(LIBDIR)/pkgconfig/hinge.pc
	rm -rf $(DESTDIR)$(INCLUDEDIR)/hinge
	for t in $(TOOLS:$(B)/bin/%$(EXE)=%); do \
	    for f in man/man1/$$t.1 bash-completion/completions/$$t zsh/site-functions/_$$t \
	        fish/vendor_completions.d/$$t.fish; do \
	        rm -f $(DESTDIR)$(SHAREDIR)/$$f || exit 1; done; done

## dist: hingekit-VERSION.tar.gz of the committed tree, the same bytes each time; sha256sum -c MANIFEST in it; WINDOWS=yes: a zip of programs for Windows; WHEEL=yes: Python's package with them
dist:
	scripts/dist $(VERSION) $(if $(WINDOWS),--windows) $(if $(WHEEL),--wheel)

## deb: Debian packages into build/deb, judged by lintian
deb:
	scripts/build-deb $(VERSION) $(abspath $(B))/deb

## clean: removes build/
clean:
	rm -rf build

## help: this list
help:
	@echo "hingekit $(VERSION): make [TARGET] [B=build] [CC=cc] [OPT='-O2 -g1'] [PREFIX=/usr/local]"
	@sed -n 's/^## \([a-z-]*\): /  \1\t/p' Makefile | expand -t 18

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(TOOL_SRC:%.c=$(B)/obj/%.d) $(TEST_SRC:%.c=$(B)/obj/%.d) $(TOOL_SRC:tools/%.c=$(B)/gen/one/%.d) \
         $(MORE_FORMATS:.o=.d) $(B)/obj/tools/TEMPLATE.d $(GEN_SRC:.c=.d) $(wildcard $(B)/obj/tests/fuzz/*.d $(B)/obj/tests/golden/*.d) \
         $(wildcard $(B)/obj/docs/gen/*.d)
