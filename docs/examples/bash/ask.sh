#!/usr/bin/env bash
# Asks the jackdaw daemon over its Unix socket, with curl and jq: bash ask.sh "What is a jackdaw?"
set -euo pipefail

question=${1:?'usage: ask.sh QUESTION'}
run=${JACKDAW_HOME:+$JACKDAW_HOME/run}
run=${run:-${XDG_STATE_HOME:-$HOME/.local/state}/jackdaw/run}
socket=$(jq -r .socket "$run/daemon.json")

jq -n --arg message "$question" '{$message}' |
  curl --silent --show-error --fail-with-body --no-buffer --unix-socket "$socket" \
    --header 'content-type: application/json' --data @- http://localhost/chat |
  sed -u -n 's/^data: //p' |
  while IFS= read -r event; do
    [ "$event" = '[DONE]' ] && break
    jq -j '.token // empty' <<<"$event"
  done
echo
