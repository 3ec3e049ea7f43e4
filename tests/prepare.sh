# Brings a bare Debian machine to where formatter runs. Read by tests/run and examples/run, which
# set $root to the checkout. Plain sh; uses apt, pip and npm as this machine has set them up.

constraints=$root/tests/constraints.txt

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
library() { python3 -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null; }

# lacking THING: print the Debian packages that bring THING, nothing where it is there.
lacking() {
    case $1 in
    venv) python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3 python3-venv ;;
    pango)
        library libpango-1.0.so.0 && library libpangoft2-1.0.so.0 &&
            library libharfbuzz-subset.so.0 ||
            echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
        ;;
    # Debian's own interpreter: no other one sees it.
    icu) /usr/bin/python3 -c 'import icu' 2>/dev/null || echo python3-icu ;;
    java) java -version >/dev/null 2>&1 || echo default-jre-headless ;;
    maven) has mvn || echo maven ;;
    mupdf) has mutool || echo mupdf-tools ;;
    node) has node && has npm || echo nodejs npm ;;
    poppler) has pdftotext && has pdftoppm && has pdffonts || echo poppler-utils ;;
    *) has "$1" || echo "$1" ;;
    esac
}

# machine THING…: install by apt what is lacking; fail where it can't be had.
machine() {
    packages=$(for thing; do lacking "$thing"; done)
    if [ -n "$packages" ]; then
        packages=$(echo $packages)
        say "Installing $packages"
        has apt-get || fail "This machine has no apt. Install what Debian calls: $packages."
        root_by=
        [ "$(id -u)" -eq 0 ] || root_by=sudo
        [ -z "$root_by" ] || has sudo || fail "Neither root nor sudo. Have $packages installed."
        $root_by apt-get update -qq >&2
        $root_by env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends $packages >&2
    fi
    for thing; do
        [ -z "$(lacking "$thing")" ] || fail "$thing is still missing after its packages came."
    done
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "$(python3 --version) is too old: put Python 3.11 or newer first on the PATH."
}

# environment FOLDER [EXTRAS]: make a virtual environment there with the pinned packages and this
# checkout, at once where that is done already, and set $python to its interpreter.
environment() {
    python=$1/bin/python
    stamp=$1/prepared-for-${2:-use}
    state=$(echo "$1" | cat - "$root/pyproject.toml" "$constraints" | cksum)
    if "$python" -c 'import formatter' 2>/dev/null && [ "$(cat "$stamp" 2>/dev/null)" = "$state" ]
    then
        return
    fi
    say "Preparing $1"
    "$python" -m pip --version >/dev/null 2>&1 || python3 -m venv --clear "$1"
    # hatchling comes first, so that the build uses this one: a build's own is bound by no pins.
    "$python" -m pip install -q -c "$constraints" hatchling editables >&2
    # bagit comes as source alone, and what it is built with is of no other use.
    "$python" -m pip install -q -c "$constraints" --no-deps bagit >&2
    "$python" -m pip install -q -c "$constraints" --no-build-isolation \
        -e "$root${2:+[$2]}" >&2
    echo "$state" >"$stamp"
}

# readers: bring the reading engines that tests/readers/package-lock.json pins, beside it, at once
# where that is done already. No script of theirs is run: some would fetch a browser.
readers() {
    folder=$root/tests/readers
    stamp=$folder/node_modules/prepared-for
    state=$(node --version | cat - "$folder/package-lock.json" | cksum)
    [ "$(cat "$stamp" 2>/dev/null)" != "$state" ] || return 0
    say "Preparing $folder"
    npm ci --prefix "$folder" --ignore-scripts --silent --no-audit --no-fund >&2
    echo "$state" >"$stamp"
}

# standards: bring veraPDF, which holds PDFs to PDF/A and PDF/UA, beside the pom.xml that pins it,
# at once where that is done already. Maven fetches it as this machine has set Maven up.
standards() {
    folder=$root/tests/tools/verapdf
    stamp=$folder/lib/prepared-for
    state=$(cksum <"$folder/pom.xml")
    [ "$(cat "$stamp" 2>/dev/null)" != "$state" ] || return 0
    say "Preparing $folder"
    rm -rf "$folder/lib"
    mvn -q -B --strict-checksums -f "$folder/pom.xml" \
        dependency:copy-dependencies -DoutputDirectory=lib >&2
    echo "$state" >"$stamp"
}
