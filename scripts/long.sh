# The long campaigns of `./test --long`; sourced by it.
source scripts/fuzz.sh

# A campaign counts as one test.
campaign() {
  local name=$1 log
  shift
  log=build/log/long-$(tr -c 'a-zA-Z0-9\n' '-' <<<"$name").log
  if "$@" >"$log" 2>&1; then count "$name" 1 0 0 "$log"; else count "$name" 0 1 1 "$log"; fi
}

# A week of the simulated county at full speed, then the whole audit and the balance.
simulated_week() {
  local dir ready server limpid=build/release/limpid
  dir=$(mktemp -d)
  ready=$dir/ready
  "$limpid" init --data "$dir/data" --plan plans/zezhou-2022/plan.txt || return 1
  "$limpid" serve --data "$dir/data" --http 127.0.0.1:0 --hj212 127.0.0.1:0 >"$ready" 2>"$dir/log" &
  server=$!
  while [[ ! -s $ready ]] && kill -0 "$server"; do sleep 0.1; done
  build/release/limpid-sim --data "$dir/data" --hj212 "$(sed -E 's/.*"hj212":"([^"]+)".*/\1/' "$ready")" --seed 5 --hours 168 \
    --event spill:outfall/ch-12@30h --truth "$dir/truth.json"
  local code=$?
  grep VmRSS "/proc/$server/status"
  "$limpid" audit verify --data "$dir/data" && "$limpid" telemetry balance --data "$dir/data" || code=1
  kill "$server"
  wait "$server" || code=1
  rm -rf "$dir"
  return "$code"
}

step "Building the fuzz targets" build fuzz || failed=$((failed + 1))
run_fuzz 600
campaign "a simulated week" simulated_week
campaign "a spill at every outfall, two seeds" node tests/e2e/sweep.mjs --seeds 1,2
