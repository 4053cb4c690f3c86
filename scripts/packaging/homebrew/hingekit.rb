# SPDX-License-Identifier: GPL-3.0-or-later
# hingekit for macOS (and Homebrew on Linux). Address and sum stand for those of the published archive.
# Homebrew has no ReadStat: the tools say that there are no tables as sav.
class Hingekit < Formula
  desc "Hip-hinge movement from motion capture and keypoints to statistics and a report"
  homepage "https://example.org/hingekit"
  url "https://example.org/hingekit-0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "GPL-3.0-or-later"

  depends_on "help2man" => :build
  depends_on "make" => :build # GNU make 4; the one of macOS is 3.81
  depends_on "pkgconf" => :build
  depends_on "expat"
  depends_on "gsl"
  depends_on "hdf5"
  depends_on "inih"
  depends_on "jansson"
  depends_on "libcsv"
  depends_on "libdeflate"
  depends_on "libxlsxwriter"
  depends_on "openssl@3"
  depends_on "utf8proc"
  depends_on "xxhash"

  on_macos do
    depends_on "libomp"
  end

  def install
    system "gmake", "PREFIX=#{prefix}", "CPPFLAGS=-I#{HOMEBREW_PREFIX}/include",
           "LDFLAGS=-L#{HOMEBREW_PREFIX}/lib", "install"
  end

  test do
    system bin/"hinge-simulate", "-n", "2", "-o", testpath/"made"
    system bin/"hinge-run", "-q", "--new", testpath/"made"
    system bin/"hinge-run", "-q", testpath/"made/study.ini"
    assert_predicate testpath/"made/results/report.html", :exist?
  end
end
