# shellcheck shell=bash
# Running the steps of ./test one by one, with their times, and adding up at the end.
#
#   step <name> <command>...   runs a step, unless ./test was asked for others only
#   summary                    prints the totals and exits, with 1 if anything failed

asked=("$@")
passed=0
failed=0
lines=()
log=$(mktemp)

step() {
    local name=$1 status=0 began=$SECONDS ok bad
    shift
    if [ ${#asked[@]} -gt 0 ] && [[ " ${asked[*]} " != *" $name "* ]]; then return 0; fi
    say "== $name: $*"
    "$@" </dev/null 2>&1 | tee "$log" || status=$?
    # Cargo says "test result: ok. 12 passed; 0 failed; …", Node says "ℹ pass 12" and "ℹ fail 0".
    ok=$(sed -nE 's/^test result: .* ([0-9]+) passed;.*/\1/p; s/^(ℹ|#) pass ([0-9]+)$/\2/p' "$log" | paste -sd+ | added_up)
    bad=$(sed -nE 's/^test result: .* ([0-9]+) failed;.*/\1/p; s/^(ℹ|#) fail ([0-9]+)$/\2/p' "$log" | paste -sd+ | added_up)
    # A step without tests counts as one, and so does a step that broke before its tests could run.
    if [ $((ok + bad)) = 0 ] && [ "$status" = 0 ]; then ok=1; fi
    if [ "$bad" = 0 ] && [ "$status" != 0 ]; then bad=1; fi
    passed=$((passed + ok))
    failed=$((failed + bad))
    lines+=("$(printf '%-10s %4d s  %5d passed  %3d failed' "$name" $((SECONDS - began)) "$ok" "$bad")")
}

# The sum in standard input, which may be empty.
added_up() { local sum; read -r sum || true; echo $((${sum:-0})); }

summary() {
    rm -f "$log"
    say "== summary"
    printf '%s\n' "${lines[@]}"
    printf '\n%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" = 0 ]
}
