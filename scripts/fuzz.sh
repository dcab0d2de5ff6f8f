# Fuzzing for a bounded time; sourced by .ci/run and scripts/long.sh, after count.sh.

# fuzz_one FUZZER SECONDS LOG: one target from its seeds (fuzz/corpus/NAME) with its dictionaries. The random numbers are the same in
# every run, so that a red run can be repeated; what it finds on the way is thrown away.
fuzz_one() {
  local fuzzer=$1 seconds=$2 log=$3 name found words
  name=$(basename "$fuzzer" _fuzz)
  found=$(mktemp -d)
  words=$found/words
  mkdir "$found/corpus"
  # The fuzzer takes ASCII only.
  find fuzz -name plan.dict -o -name "$name.dict" | sort | LC_ALL=C xargs perl -pe 's/([^\x00-\x7f])/sprintf "\\x%02x", ord $1/ge' >"$words"
  "$fuzzer" "$found/corpus" "fuzz/corpus/$name" -dict="$words" -seed=1 -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
    -malloc_limit_mb=1024 -max_len=8192 -print_final_stats=1 -artifact_prefix="build/log/fuzz-$name-" >"$log" 2>&1
  echo $? >"$log.code"
  rm -rf "$found"
}

# run_fuzz SECONDS: every target for so long, two at once; each counts as one test. An input that broke a target is printed, so that it
# can be taken from the log of a machine that is gone.
run_fuzz() {
  local seconds=$1 fuzzer name log broken
  mkdir -p build/log
  rm -f build/log/fuzz-*
  for fuzzer in build/fuzz/*_fuzz; do
    (($(jobs -rp | wc -l) < 2)) || wait -n
    fuzz_one "$fuzzer" "$seconds" "build/log/fuzz-$(basename "$fuzzer").log" &
  done
  wait
  for fuzzer in build/fuzz/*_fuzz; do
    name=$(basename "$fuzzer")
    log=build/log/fuzz-$name.log
    if (($(cat "$log.code" 2>/dev/null || echo 1) == 0)); then
      count "$name, $seconds s" 1 0 0 "$log"
      sed -nE 's/^stat::number_of_executed_units: +([0-9]+)/\1/p' "$log" | sed 's/^/       inputs tried: /'
      continue
    fi
    count "$name, $seconds s" 0 1 1 "$log"
    for broken in build/log/fuzz-"${name%_fuzz}"-{crash,leak,timeout,oom}-*; do
      [[ -f $broken ]] || continue
      printf '       repeat: %s %s\n       input:  base64 -d <<<%s\n' "$fuzzer" "$broken" "$(base64 -w0 "$broken" | head -c 20000)"
    done
  done
}
