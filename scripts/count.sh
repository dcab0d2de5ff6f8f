# Runs test programs and counts their tests; sourced by ./test and .ci/run.

passed=0
failed=0

# count NAME PASSED FAILED EXIT LOG: adds up; a runner that dies without naming a failed test counts as one failure.
count() {
  local name=$1 ok=${2:-0} bad=${3:-0} code=$4 log=$5
  if ((code != 0 && bad == 0)); then bad=1; fi
  passed=$((passed + ok))
  failed=$((failed + bad))
  printf '     %-28s %4d passed, %d failed\n' "$name" "$ok" "$bad"
  if ((bad)); then grep -aE '^\[  FAILED|^not ok|Failure$|ERROR: |runtime error|WARNING: ThreadSanitizer' "$log" | head -20; tail -n 25 "$log"; fi
}

# run_gtests BUILD_DIR [NAME...]: every *_test program there, or those named.
run_gtests() {
  local dir=$1 program name log code
  shift
  mkdir -p build/log
  local programs=("$dir"/*_test)
  if (($#)); then programs=("${@/#/$dir/}"); fi
  for program in "${programs[@]}"; do
    name=$(basename "$program")
    log=build/log/$(basename "$dir")-$name.log
    timeout 900 "$program" >"$log" 2>&1
    code=$?
    count "$(basename "$dir") $name" \
      "$(sed -nE 's/^\[  PASSED  \] ([0-9]+) tests?\.$/\1/p' "$log" | tail -1)" \
      "$(sed -nE 's/^\[  FAILED  \] ([0-9]+) tests?, listed below:$/\1/p' "$log" | tail -1)" "$code" "$log"
  done
}

# sum_of PATTERN FILE: adds up the numbers that the first group of a sed pattern finds.
sum_of() { sed -nE "s/$1/\1/p" "$2" | awk '{n += $1} END {print n + 0}'; }

# run_node_tests DIR: `npm test` there; node's test runner writes TAP (`# pass N`), Vitest a line `Tests  N failed | N passed`.
run_node_tests() {
  local dir=$1 log code
  [[ -e $dir/package.json ]] || return 0
  mkdir -p build/log
  log=build/log/$(tr / - <<<"$dir").log
  (cd "$dir" && NO_COLOR=1 timeout 1500 npm test --silent) >"$log" 2>&1
  code=$?
  count "$dir" \
    "$(($(sum_of '^# pass ([0-9]+)$' "$log") + $(sum_of '^ *Tests .*[^0-9]([0-9]+) passed.*$' "$log")))" \
    "$(($(sum_of '^# fail ([0-9]+)$' "$log") + $(sum_of '^ *Tests .*[^0-9]([0-9]+) failed.*$' "$log")))" "$code" "$log"
}

summary() {
  printf '%d passed, %d failed\n' "$passed" "$failed"
  ((failed == 0 && passed > 0))
}
