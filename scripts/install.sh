# shellcheck shell=bash
# Installing what is missing, and saying what and why. Sourced by ./demo and ./test, which set `root`.
#
#   want "<why>" <package>...   notes Debian packages that are missing
#   install_wanted              installs them all at once, or says what to type

packages=()
reasons=()

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
stop_with() { printf '\n%s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
# at_least 20.10 20.9: the first version is the second or newer
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

want() {
    reasons+=("$1")
    shift
    packages+=("$@")
}

# May we install Debian packages without being asked for a password? If so, `as_root` runs a command with the rights.
as_root=()
may_install() {
    has apt-get || return 1
    [ "$(id -u)" = 0 ] && return 0
    as_root=(sudo -n)
    has sudo && sudo -n true 2>/dev/null
}

install_wanted() {
    [ ${#packages[@]} -gt 0 ] || return 0
    say "Missing on this machine:"
    printf '  - %s\n' "${reasons[@]}"
    if ! may_install; then
        stop_with "You may not install packages without a password here. Please type

    sudo apt-get update && sudo apt-get install --no-install-recommends ${packages[*]}

(or install the same with your system's own tools) and start this again."
    fi
    say "Installing with apt: ${packages[*]}"
    # Debian would start a server of its own when PostgreSQL is installed; Kith starts a private one when it needs it.
    if [[ "${packages[*]}" == *postgresql* ]] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        "${as_root[@]}" mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' | "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
    "${apt[@]}" update </dev/null
    "${apt[@]}" install --yes --no-install-recommends -o Dpkg::Options::=--force-confold "${packages[@]}" </dev/null
    packages=()
    reasons=()
}

# Debian 12 has 15, the oldest that Kith supports; later releases have only newer ones.
debian_postgres() { if apt-cache show postgresql-15 >/dev/null 2>&1; then echo postgresql-15; else echo postgresql; fi; }

need_rust() {
    local wanted found
    wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$root/Cargo.toml")
    has cargo || stop_with "Kith is built with Rust $wanted or newer, and there is no cargo on this machine.
See https://rustup.rs for how to install it, then start this again."
    found=$(rustc --version | cut -d ' ' -f 2)
    at_least "$found" "$wanted" || stop_with "Kith is built with Rust $wanted or newer, and this is $found.
Type \`rustup update stable\`, then start this again."
    has cc || want "a C compiler and linker, which Rust needs" gcc libc6-dev
}

# The styles are compiled by a tool that needs this version; Debian 12 has an older one.
oldest_node=20.19
node_from_npm=22.23.3

need_node() {
    PATH="$root/.dev/node/bin:$PATH"
    has node && has npm || want "Node.js and npm, which fetch the GOV.UK components and build the styles" nodejs npm
}

# After install_wanted: if the machine's Node.js is too old, its npm can still fetch a newer one.
newer_node() {
    at_least "$(node --version | tr -d v)" "$oldest_node" && return 0
    say "Node.js $(node --version) is too old (v$oldest_node is needed): fetching v$node_from_npm from npm into .dev/node"
    local machine unpacking="$root/.dev/node.unpacking"
    machine="$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')"
    rm -rf "$unpacking" "$root/.dev/node"
    mkdir -p "$unpacking"
    (cd "$unpacking" && npm pack --silent "node-$machine@$node_from_npm" && tar --no-same-owner -xzf ./*.tgz) ||
        stop_with "That did not work. Please install Node.js $oldest_node or newer, see https://nodejs.org."
    mv "$unpacking/package" "$root/.dev/node"
    rm -rf "$unpacking"
    hash -r
}

# npm's own record of what it installed is as old as the last `npm ci`.
npm_packages() {
    local installed="$root/node_modules/.package-lock.json"
    [ -e "$installed" ] && [ ! "$root/package-lock.json" -nt "$installed" ] && return 0
    say "Fetching the npm packages that package-lock.json lists"
    (cd "$root" && npm ci --no-audit --no-fund --loglevel=error </dev/null && touch "$installed")
}

# Programs that judge what Kith gives out: pymerkle its proofs, fhir.resources its AuditEvents, pdfua its PDFs. Into
# .dev/python, nothing else on the machine.
judges='pymerkle==7.0.0 cachetools==7.2.1
    fhir.resources==8.3.0 fhir-core==1.1.12 pydantic==2.14.4 pydantic-core==2.50.5
    annotated-types==0.8.0 typing-extensions==4.16.0 typing-inspection==0.4.5
    pdfua==0.1.3 pikepdf==10.18.0 lxml==6.1.3 packaging==26.4 pillow==13.0.0'

need_python() {
    has python3 && python3 -m pip --version >/dev/null 2>&1 ||
        want "Python and pip, which fetch programs that judge what Kith gives out" python3 python3-pip
}

python_packages() {
    [ "$(cat "$root/.dev/python/wanted" 2>/dev/null)" = "$judges" ] && return 0
    say "Fetching pymerkle, fhir.resources and pdfua from PyPI into .dev/python"
    # shellcheck disable=SC2086 # several packages
    python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --upgrade --no-deps \
        --target "$root/.dev/python" $judges </dev/null && echo "$judges" >"$root/.dev/python/wanted"
}
