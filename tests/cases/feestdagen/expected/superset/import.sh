#!/usr/bin/env bash
# Herstel op tijd: imports the dashboard into Superset, over its REST API. Run it again after a rebuild: it replaces
# the dashboard, its charts and its datasets.
#
#     SUPERSET_URL=https://superset.example SUPERSET_USER=me SUPERSET_PASSWORD=… DATABASE_PASSWORD=… bash import.sh
#
# Needs curl and python3.
set -euo pipefail

: "${SUPERSET_URL:?}" "${SUPERSET_USER:?}" "${SUPERSET_PASSWORD:?}" "${DATABASE_PASSWORD:?}"
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
ask() { # ask PATH [CURL OPTION…]
  local path=$1
  shift
  curl --fail-with-body -sS -b "$work/cookies" -c "$work/cookies" -H 'Accept: application/json' -H "Referer: $SUPERSET_URL" \
    "$@" "$SUPERSET_URL/api/v1/$path"
}

python3 -c 'import json, os; print(json.dumps({"username": os.environ["SUPERSET_USER"], "password": os.environ["SUPERSET_PASSWORD"], "provider": "db"}))' >"$work/login"
token=$(ask security/login -H 'Content-Type: application/json' -d "@$work/login" | field access_token)
csrf=$(ask security/csrf_token/ -H "Authorization: Bearer $token" | field result)
python3 -c 'import json, os; print(json.dumps({"databases/herstel.yaml": os.environ["DATABASE_PASSWORD"]}))' >"$work/passwords"
ask assets/import/ -H "Authorization: Bearer $token" -H "X-CSRFToken: $csrf" \
  -F "bundle=@$here/herstel.zip;type=application/zip" -F "passwords=<$work/passwords"
echo
echo "$SUPERSET_URL/superset/dashboard/herstel/"
