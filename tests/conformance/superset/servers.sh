# Sourced by run: starts a private PostgreSQL and a Superset on free ports, and stops both on exit.

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

as_owner() { # PostgreSQL refuses to run as root: its own user then runs it
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start_postgresql() {
  local bin
  bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
  PGPORT=$(free_port)
  export PGHOST=127.0.0.1 PGPORT PGUSER=casus PGDATABASE=casus PGPASSWORD=conformance
  PG_STOP="$bin/pg_ctl -D $WORK/pg/data -m immediate stop"
  mkdir -m 755 "$WORK/pg" && echo "$PGPASSWORD" >"$WORK/pg/password" &&
    { [ "$(id -u)" != 0 ] || chown -R postgres "$WORK/pg"; } &&
    # Dutch order of text, so that a sort by code points has to be asked for, as on a municipality's server.
    as_owner "$bin/initdb" -D "$WORK/pg/data" -U casus --pwfile="$WORK/pg/password" -A scram-sha-256 \
      -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=nl-NL &&
    as_owner "$bin/pg_ctl" -D "$WORK/pg/data" -w -l "$WORK/pg/log" \
      -o "-p $PGPORT -k $WORK/pg -c listen_addresses=127.0.0.1 -c fsync=off" start &&
    createdb casus
}

prepare_superset() { # the metadata database is made once and copied for each run
  local seed=$CACHE/superset-metadata-$SUPERSET_VERSION.db
  if [ ! -e "$seed" ]; then
    local admin=(--username admin --firstname a --lastname b --email a@b.example --password admin)
    superset db upgrade && superset fab create-admin "${admin[@]}" && superset init && cp "$SUPERSET_METADATA" "$seed"
  else
    cp "$seed" "$SUPERSET_METADATA"
  fi
}

superset() { "$VENV/bin/superset" "$@"; }

start_superset() {
  local port
  port=$(free_port)
  export SUPERSET_URL=http://127.0.0.1:$port
  "$VENV/bin/gunicorn" -w 1 --threads 6 --timeout 120 -b "127.0.0.1:$port" "superset.app:create_app()" \
    >"$WORK/superset.log" 2>&1 &
  SUPERSET_PID=$!
  for _ in $(seq 120); do
    curl -fsS -o /dev/null "$SUPERSET_URL/health" 2>/dev/null && return
    kill -0 "$SUPERSET_PID" 2>/dev/null || break
    sleep 0.5
  done
  tail -40 "$WORK/superset.log" >&2
  return 1
}

stop_servers() {
  [ -n "${SUPERSET_PID:-}" ] && kill "$SUPERSET_PID" 2>/dev/null && wait "$SUPERSET_PID" 2>/dev/null
  # shellcheck disable=SC2086 # the command and its arguments
  [ -n "${PG_STOP:-}" ] && as_owner $PG_STOP >/dev/null 2>&1
  rm -rf "$WORK"
}

start_servers() {
  local ram=/dev/shm
  [ -w "$ram" ] || ram=${TMPDIR:-/tmp}
  WORK=$(mktemp -d "$ram/casus-superset.XXXXXX")
  chmod 755 "$WORK"
  trap stop_servers EXIT
  trap 'exit 130' INT TERM
  export SUPERSET_METADATA=$WORK/superset.db SUPERSET_CONFIG_PATH=$HERE/superset_config.py FLASK_APP=superset
  timed "start PostgreSQL" start_postgresql
  timed "prepare Superset's own database" prepare_superset
  timed "start Superset" start_superset
}
