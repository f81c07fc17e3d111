#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Install what building MarginScope takes on Debian 12, as far as it is missing; with --for-tests, what testing it takes.
# Silent when nothing is missing. ARCHITECTURE.md says what each library is for.
set -euo pipefail

required=(
    cmake ninja-build g++ pkg-config                # build
    qt6-base-dev qt6-charts-dev qt6-svg-dev         # window; the offscreen platform for tests comes along
    libqt6opengl6-dev                               # find_package(Qt6 Charts) wants it; only recommended by Debian
    libsqlite3-dev libsqlitecpp-dev                 # workspaces
    nlohmann-json3-dev libsimdjson-dev              # JSON: books and profiles; event logs
    libarchive-dev libzstd-dev zlib1g-dev           # compressed inputs; column segments; gzipped sample
    libexpat1-dev libxlsxwriter-dev                 # workbooks: their XML, writing them
    libxxhash-dev libhowardhinnant-date-dev tzdata  # checksums and interning; zones
    libcli11-dev                                    # command line
    libjemalloc-dev                                 # memory
    libboost-dev                                    # distributions (Boost.Math)
    sqlite3 python3 poppler-utils                   # tests: the loadable extension; lint; texts of PDF
    fonts-dejavu-core                               # a font where there is no desktop
)
welcome=(ccache) # the build does without
if [[ ${1:-} == --for-tests ]]; then
    required+=(libreoffice-calc-nogui) # computes the formulas of workbooks
fi

# With a Wayland desktop only, Qt needs its platform plugin.
if [[ -n ${WAYLAND_DISPLAY:-} && -z ${DISPLAY:-} ]]; then
    welcome+=(qt6-wayland)
fi

fail() {
    printf 'install_dependencies: %s\n' "$@" >&2
    exit 1
}

is_installed() {
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

if ! { command -v dpkg-query && command -v apt-get; } >/dev/null; then
    fail 'this is no Debian system: install the counterparts of these packages by hand:' "${required[*]}"
fi

missing=()
for package in "${required[@]}"; do
    is_installed "$package" || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0
for package in "${welcome[@]}"; do
    is_installed "$package" || missing+=("$package")
done

as_root=(env)
if [[ $EUID -ne 0 ]]; then
    command -v sudo >/dev/null ||
        fail 'packages are missing and there is neither root nor sudo. Ask an administrator to run:' \
            "apt-get install --no-install-recommends ${missing[*]}"
    as_root=(sudo)
    [[ -t 0 ]] || as_root=(sudo -n) # nobody is there to type a password
fi

echo "Installing ${#missing[@]} packages: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
    "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" \
        </dev/null >>"$log" 2>&1
}
apt update || echo 'install_dependencies: the package lists could not be refreshed; trying with those at hand' >&2
apt install --yes --no-install-recommends "${missing[@]}" || {
    cat "$log" >&2
    fail 'apt-get could not install the packages above'
}
