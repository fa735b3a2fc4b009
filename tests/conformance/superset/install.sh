# Sourced by run: puts the real programs in place, once. Each step says how long it took.
# What it needs: pip, npm and (as root, when something is missing) apt-get.

SUPERSET_VERSION=6.1.0

timed() { # timed WHAT COMMAND… : runs the command, prints the seconds, fails loudly
  local what=$1 start=$SECONDS
  shift
  # A subshell with its own -e would lose what a step exports: each step chains its commands with && instead.
  if ! "$@" >"$CACHE/step.log" 2>&1; then
    tail -40 "$CACHE/step.log" >&2
    echo "superset: FAILED: $what (see $CACHE/step.log)" >&2
    exit 1
  fi
  printf 'superset: %-44s %4d s\n' "$what" $((SECONDS - start))
}

debian() { # debian FILE PACKAGE : installs the package when the file is not there
  [ -e "$1" ] && return
  timed "apt-get install $2" sh -c "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $2"
}

install_superset() {
  [ -x "$VENV/bin/superset" ] && [ -e "$VENV/.complete-$SUPERSET_VERSION" ] && return
  rm -rf "$VENV"
  python3 -m venv "$VENV"
  timed "pip install apache-superset $SUPERSET_VERSION" "$VENV/bin/pip" install -q -c "$HERE/constraints.txt" \
    "apache-superset[duckdb]==$SUPERSET_VERSION" rich cachetools psycopg2-binary
  touch "$VENV/.complete-$SUPERSET_VERSION"
}

install_all() {
  debian /usr/bin/chromium chromium
  [ -n "$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || debian /usr/lib/postgresql postgresql
  install_superset
  if [ ! -d "$CACHE/node/node_modules/playwright-core" ]; then
    mkdir -p "$CACHE/node"
    timed "npm install playwright-core" npm install --silent --no-fund --no-audit --prefix "$CACHE/node" playwright-core@1
  fi
}
